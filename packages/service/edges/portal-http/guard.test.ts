import { csrfHeader, portalPaths } from '@koshin/wire/portal/paths.ts';
import { Problem } from '@koshin/wire/problems/problem.ts';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { httpRequest } from '../../../../tests/testkit/network/http-client.ts';

let means: TestMeans;
let service: TestService;
let browser: HttpBrowser;
beforeAll(async () => {
  means = await testMeans();
  const { key, certificate } = await (await testBank(means)).customer();
  service = await testService(means);
  browser = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  const login = await browser.login(identityOf(key.privateKey, certificate.der), 'right password');
  expect(login.status).toBe(200);
  await browser.session();
});
afterAll(async () => {
  await service.stop();
  await means.close();
});

const id = 'a'.repeat(32);
/** Every path of the API that is not only read; one that is added stands here by itself. */
const onlyRead: readonly string[] = [
  'session',
  'presentation',
  'notices',
  'notice',
  'certificates',
  'certificate',
  'tokens',
  'downloads',
  'download',
  'acquisition',
  'acquiredCertificate',
  'acquisitionTokens',
];
const acts = Object.entries(portalPaths)
  .filter(([name]) => !onlyRead.includes(name))
  .map(([, path]) => (typeof path === 'string' ? path : path(id)));

function codeOf({ body }: { readonly body: string }): string {
  const problem = JSON.parse(body);
  expect([...Value.Errors(Problem, problem)], body).toEqual([]);
  return problem.code;
}

describe('every act of the API', () => {
  it.each(acts)('%s is refused without this portal’s Origin, token or cookie, whatever its body', async (path) => {
    const bare = { origin: browser.origin, [csrfHeader]: browser.csrf };
    for (const headers of [
      { ...bare, origin: 'https://evil.example' },
      { ...bare, origin: service.portalOrigin('reiji') },
      { ...bare, origin: 'null' },
      { ...bare, [csrfHeader]: 'x'.repeat(43) },
      { ...bare, [csrfHeader]: '' },
      { ...bare, cookie: '' },
    ]) {
      const answer = await browser.post(path, { csrf: 'x'.repeat(43) }, headers);
      expect([answer.status, codeOf(answer)], JSON.stringify(headers)).toEqual([403, 'csrf-mismatch']);
    }
    const headers = { cookie: cookies(), 'content-type': 'application/json', [csrfHeader]: browser.csrf };
    const url = `${browser.origin}${path}`;
    const withoutOrigin = await httpRequest(url, { ca: service.serverCa, method: 'POST', body: '{}', headers });
    expect(codeOf(withoutOrigin)).toBe('csrf-mismatch');
    expect((await browser.session()).stage).toBe('open');
  });

  it.each(acts.filter((path) => path !== portalPaths.logout))('%s is not, with all three', async (path) => {
    const answer = await browser.post(path, {});
    if (answer.status !== 200) expect(codeOf(answer)).not.toBe('csrf-mismatch');
  });

  it('one that nobody serves is refused so too, and is not found only from within', async () => {
    const path = '/api/no-such-act';
    const fromElsewhere = await browser.post(path, {}, { origin: 'https://evil.example', [csrfHeader]: browser.csrf });
    expect([fromElsewhere.status, codeOf(fromElsewhere)]).toEqual([403, 'csrf-mismatch']);
    const fromWithin = await browser.post(path, {});
    expect([fromWithin.status, codeOf(fromWithin)]).toEqual([404, 'not-found']);
  });

  it.each(onlyRead)('there is none where things are only read: %s', async (name) => {
    const [, path] = Object.entries(portalPaths).find(([one]) => one === name) ?? [];
    const answer = await browser.post(typeof path === 'function' ? path(id) : String(path), {});
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not-found']);
  });
});

const cookies = () => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
