import type { OpenSession, SessionView } from '@koshin/wire/portal/session-messages.ts';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { createContext, use, useEffect, useRef } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { queryKeys } from '../api/query-keys.ts';

/** The session as the service last stated it. Waits for the first answer (Suspense). */
export function useSession(): SessionView {
  return useSuspenseQuery(sessionQuery).data;
}

/** The bank of this portal. */
export const useBank = () => useSession().bank;

export const OpenSessionContext = createContext<OpenSession | null>(null);

/** The session of who is logged in; only below `RequireSession`. */
export function useOpenSession(): OpenSession {
  const session = use(OpenSessionContext);
  if (session === null) throw new Error('no open session here');
  return session;
}

/** Forgets what belonged to the user before, as soon as another one (or nobody) is logged in. */
export function useForgetOthers(session: SessionView | undefined): void {
  const queryClient = useQueryClient();
  const user = session?.stage === 'open' ? session.user.loginId : null;
  const before = useRef(user);
  useEffect(() => {
    if (before.current !== null && before.current !== user) queryClient.removeQueries({ queryKey: queryKeys.open });
    before.current = user;
  }, [queryClient, user]);
}
