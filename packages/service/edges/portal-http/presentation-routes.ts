import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { portalPages, portalPaths } from '@koshin/wire/portal/paths.ts';
import { RenewalPresentationRequest } from '@koshin/wire/portal/presentation-messages.ts';
import { Id } from '@koshin/wire/portal/values.ts';
import { Type } from 'typebox';
import { describePresentation } from '../../use-cases/presentation/describe-presentation.ts';
import { type Redeemed, redeemTicket } from '../../use-cases/presentation/redeem-ticket.ts';
import { startPresentation } from '../../use-cases/presentation/start-presentation.ts';
import { newRefNo } from '../../use-cases/secrets.ts';
import type { Api } from './api-routes.ts';
import { setSession } from './browser-binding.ts';
import { callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';
import { presentationView } from './views/presentation-view.ts';

/** A person chooses a certificate a few times a minute; a whole company may stand behind one address. */
const limit = { rateLimit: { max: 120, timeWindow: 60_000 } };

export function presentationRoutes(api: Api, { means, addresses }: Portal): void {
  api.post(portalPaths.presentations, { config: limit }, async (request) => {
    const { bankId, browserSecret } = callerOf(request, addresses);
    if (browserSecret === null) throw refused('csrf-mismatch', { cookies: false });
    const started = await startPresentation(means, { bankId, browserSecret, purpose: 'login' });
    return { nonce: started.nonce, url: addresses.presentationUrl({ bankId, ...started }) };
  });

  api.post(
    portalPaths.renewalPresentations(':id'),
    { schema: { params: Type.Object({ id: Id }), body: RenewalPresentationRequest }, config: limit },
    async (request) => {
      const { bankId, browserSecret, sessionSecret } = callerOf(request, addresses);
      if (browserSecret === null) throw refused('csrf-mismatch', { cookies: false });
      if (sessionSecret === null) throw refused('session-expired');
      const started = await startPresentation(means, {
        bankId,
        browserSecret,
        sessionSecret,
        purpose: request.body.purpose,
        renewalId: request.params.id,
      });
      return { nonce: started.nonce, url: addresses.presentationUrl({ bankId, ...started }) };
    },
  );

  api.get(
    portalPaths.presentation(':nonce'),
    { schema: { params: Type.Object({ nonce: Type.String({ maxLength: 64 }) }) } },
    async (request) => {
      const state = await describePresentation(means, { ...callerOf(request, addresses), nonce: request.params.nonce });
      return presentationView(state, newRefNo(means));
    },
  );

  /** The way back from the presentation host. The browser follows a link here, so the answer is always another page. */
  api.get(
    portalPages.redeem(':ticket'),
    { schema: { params: Type.Object({ ticket: Type.String({ maxLength: 64 }) }) } },
    async (request, reply) => {
      try {
        const caller = callerOf(request, addresses);
        const redeemed = await redeemTicket(means, { ...caller, ticket: request.params.ticket });
        if (redeemed.sessionSecret !== null) setSession(reply, redeemed.sessionSecret);
        return reply.redirect(pageAfter(redeemed), 303);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        request.log.info({ code: error.code }, 'ticket not redeemed');
        return reply.redirect(portalPages.presentation(error.code), 303);
      }
    },
  );
}

function pageAfter({ purpose, accepted, nonce, certificateId }: Redeemed): string {
  if (purpose === 'first-use') return `${portalPages.acquisition}?presentation=${nonce}`;
  if (purpose !== 'login' && certificateId !== null)
    return `${portalPages.renewal(certificateId)}?presentation=${nonce}`;
  return accepted ? portalPages.password : portalPages.presentation(nonce);
}
