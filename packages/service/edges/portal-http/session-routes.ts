import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { PasswordRequest, type SessionView } from '@koshin/wire/portal/session-messages.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describeSession } from '../../use-cases/login/describe-session.ts';
import { endSession, keepSession } from '../../use-cases/login/end-session.ts';
import { openSession } from '../../use-cases/login/open-session.ts';
import { newSecret } from '../../use-cases/secrets.ts';
import type { Api } from './api-routes.ts';
import { bindBrowser, clearSession, csrfTokenOf, setSession } from './browser-binding.ts';
import { callerOf } from './guard.ts';
import type { Portal } from './portal-server.ts';
import { sessionView } from './views/session-view.ts';

export function sessionRoutes(api: Api, { means, addresses, helper }: Portal): void {
  api.get(portalPaths.session, async (request, reply) => view(request, reply));

  api.post(portalPaths.keepSession, async (request, reply) => {
    await keepSession(means, callerOf(request, addresses));
    return view(request, reply);
  });

  api.post(portalPaths.logout, async (request, reply) => {
    await endSession(means, callerOf(request, addresses));
    clearSession(reply);
    return view(request, reply);
  });

  api.post(
    portalPaths.password,
    { schema: { body: PasswordRequest }, config: { rateLimit: { max: 60, timeWindow: 60_000 } } },
    async (request, reply) => {
      const caller = callerOf(request, addresses);
      const { sessionSecret } = await openSession(means, { ...caller, password: request.body.password });
      setSession(reply, sessionSecret);
      return view(request, reply, sessionSecret);
    },
  );

  /** Binds the browser with the first answer it gets; `sessionSecret` when this very answer changes it. */
  async function view(request: FastifyRequest, reply: FastifyReply, sessionSecret?: string): Promise<SessionView> {
    const caller = callerOf(request, addresses);
    const browserSecret = caller.browserSecret ?? newSecret(means);
    if (caller.browserSecret === null) bindBrowser(reply, browserSecret);
    const key = { bankId: caller.bankId, sessionSecret: sessionSecret ?? caller.sessionSecret };
    const facts = await describeSession(means, key);
    return sessionView(facts, { csrf: csrfTokenOf(browserSecret), addresses, helper });
  }
}
