import type { OpenSession } from '@koshin/wire/portal/session-messages.ts';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { LoggedOut, SessionEnded, SessionExpired } from '../screens/session-over.tsx';
import { UserStopped } from '../screens/user-stopped.tsx';
import { useForgetProven } from './forget-proven.ts';
import { Redirect } from './go.tsx';
import { forgetReturn, rememberReturn } from './return-path.ts';
import { OpenSessionContext, useSession } from './session.ts';

/**
 * What stands below is for who is logged in. When the session ends under a page, the page gives way to
 * `session.expired` or `session.ended`, whose login leads back to the same address; unless it is held.
 */
export function RequireSession({ children }: { children: ReactNode }) {
  const session = useSession();
  const lastOpen = useRef<OpenSession | null>(null);
  const [holders, setHolders] = useState(0);
  const held = useMemo(() => ({ lost: session.stage !== 'open', setHolders }), [session.stage]);
  if (session.stage === 'open') lastOpen.current = session;
  useEffect(() => {
    if (session.stage === 'open') forgetReturn();
  }, [session.stage]);
  useForgetProven(session);
  const shown = lastOpen.current;
  const keep = shown !== null && (session.stage === 'open' || holders > 0);
  if (!keep) return <Gone last={shown} />;
  return (
    <HeldContext value={held}>
      <OpenSessionContext value={shown}>{children}</OpenSessionContext>
    </HeldContext>
  );
}

interface Held {
  readonly lost: boolean;
  readonly setHolders: (change: (holders: number) => number) => void;
}

const HeldContext = createContext<Held>({ lost: false, setHolders: () => {} });

/**
 * Keeps the page even when the session ends (a file that is not saved yet needs no session). While held, the page
 * itself has to show that the session is over: `lost` is then true.
 */
export function useHoldPage(hold: boolean): { readonly lost: boolean } {
  const { lost, setHolders } = use(HeldContext);
  useEffect(() => {
    if (!hold) return;
    setHolders((holders) => holders + 1);
    return () => setHolders((holders) => holders - 1);
  }, [hold, setHolders]);
  return { lost };
}

function Gone({ last }: { last: OpenSession | null }) {
  const session = useSession();
  const here = location.pathname + location.search;
  useEffect(() => rememberReturn(here), [here]);
  if (session.stage === 'presented') return <Redirect to="/login/password" />;
  if (session.stage === 'open') return null;
  switch (session.ended?.code) {
    case 'session-expired':
      return <SessionExpired last={last} />;
    case 'session-ended-by-certificate':
      return <SessionEnded at={session.ended.at} />;
    case 'user-suspended':
      return <UserStopped />;
    case 'logged-out':
      return last === null ? <Redirect to="/" /> : <LoggedOut />;
    default:
      return last === null ? <Redirect to="/" /> : <SessionExpired last={last} />;
  }
}
