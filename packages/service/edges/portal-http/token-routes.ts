import { deviceProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import {
  ApplicationNumber,
  TokenApplicationRequest,
  type TokenChallenge,
  TokenChoice,
  TokenProof,
  type TokenSituation,
} from '@koshin/wire/portal/token-messages.ts';
import { Id } from '@koshin/wire/portal/values.ts';
import { Type } from 'typebox';
import { applyForToken } from '../../use-cases/tokens/apply-for-token.ts';
import { challengeToken } from '../../use-cases/tokens/challenge-token.ts';
import { ownTokens } from '../../use-cases/tokens/find-applications.ts';
import { proveToken } from '../../use-cases/tokens/prove-token.ts';
import { withdrawApplication } from '../../use-cases/tokens/withdraw-application.ts';
import type { Api } from './api-routes.ts';
import { type Caller, callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';
import { renewalView } from './views/renewal-view.ts';

const ofRenewal = Type.Object({ id: Id });
const ofApplication = Type.Object({ applicationNo: ApplicationNumber });

/** Each is a row that stays, and each withdrawal a notice. */
const applyLimit = { rateLimit: { max: 30, timeWindow: 60 * 60_000 } };

/** 利用申込, and which token is there during a renewal. */
export function tokenRoutes(api: Api, { means, addresses }: Portal): void {
  api.get(portalPaths.tokens, async (request) => situation(callerOf(request, addresses)));

  api.post(
    portalPaths.tokenApplications,
    { schema: { body: TokenApplicationRequest }, config: applyLimit },
    async (request) => {
      const caller = callerOf(request, addresses);
      await applyForToken(means, { ...caller, ...request.body });
      return situation(caller);
    },
  );

  api.post(portalPaths.tokenWithdrawal(':applicationNo'), { schema: { params: ofApplication } }, async (request) => {
    const caller = callerOf(request, addresses);
    await withdrawApplication(means, { ...caller, ...request.params });
    return situation(caller);
  });

  api.post(
    portalPaths.renewalToken(':id'),
    { schema: { params: ofRenewal, body: TokenChoice } },
    async (request): Promise<TokenChallenge> => {
      const chosen = { ...callerOf(request, addresses), renewalId: request.params.id, ...request.body };
      return { challenge: Buffer.from(await challengeToken(means, chosen)).toString('base64') };
    },
  );

  api.post(portalPaths.renewalTokenProof(':id'), { schema: { params: ofRenewal, body: TokenProof } }, async (request) =>
    renewalView(
      await proveToken(means, {
        ...callerOf(request, addresses),
        renewalId: request.params.id,
        ...request.body,
        signature: Buffer.from(request.body.signature, 'base64'),
        proofBytes: deviceProofBytes,
      }),
    ),
  );

  async function situation(caller: Caller): Promise<TokenSituation> {
    const { applications, mayApply } = await ownTokens(means, caller);
    return { applications: applications.map((one) => ({ ...one })), mayApply };
  }
}
