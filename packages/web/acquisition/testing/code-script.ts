import {
  AcquisitionOpening,
  AcquisitionPassword,
  AcquisitionReport,
  AcquisitionRequest,
  AcquisitionTokenChoice,
  AcquisitionTokenProof,
} from '@koshin/wire/portal/acquisition-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import type { SessionView } from '@koshin/wire/portal/session-messages.ts';
import type { Static, TSchema } from 'typebox';
import { Parse } from 'typebox/value';
import { Refused } from '../../portal/api/refused.ts';
import type { Answer, Script } from '../../testing/fake-service.ts';
import { anonymous } from '../../testing/samples.ts';
import type { PretendCode } from './pretend-code.ts';

/** The pretended service of a code behind the portal's API. Nobody is logged in where nothing else is said. */
export function scriptOfCode(service: PretendCode, session: SessionView = anonymous): Script {
  const on =
    <S extends TSchema>(schema: S, act: (said: Static<S>) => unknown) =>
    (body: unknown) =>
      answered(() => act(Parse(schema, body)));
  const plainly = (act: () => unknown) => () => answered(act);
  const report = (what: 'saved' | 'installed') =>
    on(AcquisitionReport, ({ storage }) => service.report(what, storage ?? null));
  return {
    'GET /api/session': () => ({ say: session }),
    'GET /api/downloads': () => ({ say: { packages: [], changes: [] } }),
    [`GET ${portalPaths.acquisition}`]: plainly(() => service.standing()),
    [`POST ${portalPaths.acquisitions}`]: on(AcquisitionOpening, (said) => service.open(said)),
    [`POST ${portalPaths.acquisitionPassword}`]: on(AcquisitionPassword, (said) => service.givePassword(said.password)),
    [`POST ${portalPaths.acquisitionRequests}`]: on(AcquisitionRequest, ({ csr }) =>
      service.request(Buffer.from(csr, 'base64')),
    ),
    [`GET ${portalPaths.acquiredCertificate}`]: plainly(() => service.delivered()),
    [`POST ${portalPaths.acquisitionSaved}`]: report('saved'),
    [`POST ${portalPaths.acquisitionInstalled}`]: report('installed'),
    [`GET ${portalPaths.acquisitionTokens}`]: plainly(() => service.tokens()),
    [`POST ${portalPaths.acquisitionToken}`]: on(AcquisitionTokenChoice, ({ serial }) => ({
      challenge: service.challengeToken(serial),
    })),
    [`POST ${portalPaths.acquisitionTokenProof}`]: on(AcquisitionTokenProof, (said) => service.proveToken(said)),
    [`POST ${portalPaths.acquisitionPresentations}`]: plainly(() => service.startPresentation()),
    [`POST ${portalPaths.acquisitionEnd}`]: plainly(() => service.end()),
    'GET /api/presentations/:id': plainly(() => service.latestAttempt()),
  };
}

function answered(act: () => unknown): Answer {
  try {
    return { say: act() };
  } catch (error) {
    if (error instanceof Refused) return { refuse: { code: error.problem.code, facts: error.problem.facts } };
    throw error;
  }
}
