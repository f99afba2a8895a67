import { problemMediaType, problemType } from '@koshin/wire/problems/problem.ts';
import { statuses } from '@koshin/wire/problems/statuses.ts';
import { Check } from 'typebox/schema';
import { makeApi } from '../../portal/api/api.ts';
import { watchConnection } from '../../portal/api/connection.ts';
import type { HelperMeans } from '../../renewal/run/means.ts';
import { makeRun, type RenewalRun } from '../../renewal/run/renewal-run.ts';
import { type Around, certifyByName, type Disk, plainly, pretendMeans } from '../../renewal/testing/pretend-pc.ts';
import { PretendService } from '../../renewal/testing/pretend-service.ts';
import { callOf } from '../../testing/calls.ts';
import type { Script } from '../../testing/fake-service.ts';
import { acquisitionService } from '../acquisition-service.ts';
import { scriptOfCode } from './code-script.ts';
import { code, loginId, type PretendCode, password } from './pretend-code.ts';

interface World {
  readonly service: PretendCode;
  readonly disk: Disk;
}

/** A window of 取得 over the portal's own calls, whose messages are checked on both ways. */
export function pretendWindow(
  { service, disk }: World,
  { around = plainly, helper = null }: { readonly around?: Around; readonly helper?: HelperMeans | null } = {},
): { run: RenewalRun; left: { nonce: string | null }; reported: unknown[]; calls: string[] } {
  const calls: string[] = [];
  const api = makeApi({
    connection: watchConnection(),
    pause: async () => {},
    onSessionGone: () => {},
    fetch: async (path, init) => {
      const name = `${init?.method ?? 'GET'} ${String(path)}`;
      calls.push(name);
      return around(name, () => heard(scriptOfCode(service), name, bodyOf(init?.body)));
    },
  });
  const { means, left, reported } = pretendMeans({
    service: new PretendService(certifyByName),
    disk,
    around,
    helper,
  });
  return { run: makeRun({ ...means, service: acquisitionService(api) }), left, reported, calls };
}

/** Code and password, as they are given before the window opens. */
export function giveBoth(service: PretendCode): void {
  service.open({ loginId, code });
  service.givePassword(password);
}

const bodyOf = (body: unknown): unknown => (typeof body === 'string' ? JSON.parse(body) : null);

/** What does not keep to the wire's schemas is an answer that the page does not understand, which it reports. */
function heard(script: Script, name: string, body: unknown): Response {
  const call = callOf(name);
  const answering = script[name] ?? script[call?.name ?? ''];
  if (call === null || answering === undefined) return said(`not scripted: ${name}`);
  if (!Check(call.request, body)) return said(`asked against the schema: ${name}`);
  const answer = answering(body);
  if (answer === 'cut') return said(`cut: ${name}`);
  if ('say' in answer) return said(answer.say);
  const { code: refusal, facts = {} } = answer.refuse;
  const status = statuses[refusal];
  const problem = { type: problemType(refusal), title: refusal, status, code: refusal, refNo: '3917-2046', facts };
  return said(problem, { status, type: problemMediaType });
}

const said = (what: unknown, { status, type } = { status: 200, type: 'application/json' }): Response =>
  new Response(JSON.stringify(what), { status, headers: { 'content-type': type } });
