import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { deviceProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import {
  AcquisitionOpening,
  AcquisitionPassword,
  AcquisitionReport,
  AcquisitionRequest,
  type AcquisitionStanding,
  AcquisitionTokenChoice,
  AcquisitionTokenProof,
} from '@koshin/wire/portal/acquisition-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import type { TokenChallenge, TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import {
  acquireInBrowser,
  closeAcquisition,
  deliverAcquired,
  reportAcquired,
} from '../../use-cases/acquisition/acquire-in-browser.ts';
import { describeStanding } from '../../use-cases/acquisition/describe-acquisition.ts';
import { givePassword } from '../../use-cases/acquisition/give-password.ts';
import { openAcquisition } from '../../use-cases/acquisition/open-acquisition.ts';
import {
  challengeAcquirersToken,
  proveAcquirersToken,
  tokensOfAcquirer,
} from '../../use-cases/acquisition/token-of-acquisition.ts';
import { startPresentation } from '../../use-cases/presentation/start-presentation.ts';
import type { Api } from './api-routes.ts';
import { type Caller, callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';
import { acquiredView, acquisitionView, standingView } from './views/acquisition-view.ts';
import { deliveredView } from './views/renewal-view.ts';

/** A code is read off paper and typed once or twice; a whole company may stand behind one address. */
const codeLimit = { rateLimit: { max: 60, timeWindow: 60_000 } };

/** 取得: from the code to the first use, without a login (R23, R24). */
export function acquisitionRoutes(api: Api, { means, addresses }: Portal): void {
  api.get(portalPaths.acquisition, async (request) => standing(callerOf(request, addresses)));

  api.post(portalPaths.acquisitions, { schema: { body: AcquisitionOpening }, config: codeLimit }, async (request) => {
    const caller = callerOf(request, addresses);
    await openAcquisition(means, { ...bound(caller), ...request.body });
    return standing(caller);
  });

  api.post(
    portalPaths.acquisitionPassword,
    { schema: { body: AcquisitionPassword }, config: codeLimit },
    async (request) => {
      const caller = callerOf(request, addresses);
      await givePassword(means, { ...caller, ...request.body });
      return standing(caller);
    },
  );

  api.post(portalPaths.acquisitionRequests, { schema: { body: AcquisitionRequest } }, async (request) => {
    const csr = Buffer.from(request.body.csr, 'base64');
    return acquiredView(await acquireInBrowser(means, { ...callerOf(request, addresses), csr }));
  });

  api.get(portalPaths.acquiredCertificate, async (request) =>
    deliveredView(await deliverAcquired(means, callerOf(request, addresses))),
  );

  const reports = { saved: portalPaths.acquisitionSaved, installed: portalPaths.acquisitionInstalled } as const;
  for (const kind of ['saved', 'installed'] as const) {
    api.post(reports[kind], { schema: { body: AcquisitionReport } }, async (request) =>
      acquisitionView(await reportAcquired(means, { ...callerOf(request, addresses), ...request.body, kind })),
    );
  }

  api.get(portalPaths.acquisitionTokens, async (request): Promise<TokenSituation> => {
    const { applications, mayApply } = await tokensOfAcquirer(means, callerOf(request, addresses));
    return { applications: applications.map((one) => ({ ...one })), mayApply };
  });

  api.post(
    portalPaths.acquisitionToken,
    { schema: { body: AcquisitionTokenChoice } },
    async (request): Promise<TokenChallenge> => {
      const chosen = { ...callerOf(request, addresses), ...request.body };
      return { challenge: Buffer.from(await challengeAcquirersToken(means, chosen)).toString('base64') };
    },
  );

  api.post(portalPaths.acquisitionTokenProof, { schema: { body: AcquisitionTokenProof } }, async (request) => {
    const signature = Buffer.from(request.body.signature, 'base64');
    const proof = { ...request.body, signature, proofBytes: deviceProofBytes };
    return acquisitionView(await proveAcquirersToken(means, { ...callerOf(request, addresses), ...proof }));
  });

  api.post(portalPaths.acquisitionPresentations, { config: codeLimit }, async (request) => {
    const caller = bound(callerOf(request, addresses));
    const started = await startPresentation(means, { ...caller, purpose: 'first-use' });
    return { nonce: started.nonce, url: addresses.presentationUrl({ bankId: caller.bankId, ...started }) };
  });

  api.post(portalPaths.acquisitionEnd, async (request) => {
    const caller = callerOf(request, addresses);
    await closeAcquisition(means, caller);
    return standing(caller);
  });

  const standing = async (caller: Caller): Promise<AcquisitionStanding> =>
    standingView(await describeStanding(means, caller));
}

/** What is given here belongs to this browser, so it must have a name. */
function bound({ bankId, browserSecret }: Caller): { readonly bankId: string; readonly browserSecret: string } {
  if (browserSecret === null) throw refused('csrf-mismatch', { cookies: false });
  return { bankId, browserSecret };
}
