import { portalPages, portalPaths } from '@koshin/wire/portal/paths.ts';
import { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useCallback, useEffect } from 'react';
import { PageFrame } from '../../ui/page/view.tsx';
import { api } from '../api/page-api.ts';
import { sessionQuery, useNewSession } from '../api/queries.ts';
import { queryKeys } from '../api/query-keys.ts';
import { listenToWindows, tellWindows } from '../api/windows.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { useFollowLinks, useGo } from './go.tsx';
import { IdleWarning } from './idle-warning.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { useForgetOthers } from './session.ts';

interface FrameProps {
  /** The address; going to another one clears an error. */
  readonly path: string;
  readonly children: ReactNode;
}

/** Around every page: header and footer, connection, the session's end, errors, news from other windows. */
export function Frame({ path, children }: FrameProps) {
  const { data: session } = useQuery(sessionQuery);
  const logout = useLogout();
  useFollowLinks();
  useNewsOfWindows();
  useForgetOthers(session);
  const open = session?.stage === 'open' ? session : null;
  return (
    <PageFrame userName={open?.user.userName ?? null} onLogout={logout} window={isWindow(path)}>
      <OfflineBanner />
      <ErrorBoundary key={path}>
        <Suspense>{children}</Suspense>
      </ErrorBoundary>
      {open && <IdleWarning session={open} onLogout={logout} />}
    </PageFrame>
  );
}

const isWindow = (path: string): boolean => path.startsWith('/renewal/') || path === portalPages.acquisition;

/** Ends the session here and in the browser's other windows, then shows `logout`. */
export function useLogout(): () => void {
  const queryClient = useQueryClient();
  const takeOver = useNewSession();
  const go = useGo();
  return useCallback(() => {
    const over = async () => {
      const session = await api.post({ path: portalPaths.logout, body: {}, answer: SessionView });
      go('/logged-out');
      await takeOver(session);
      tellWindows({ kind: 'logged-out' });
    };
    // Refused means that the session was over before: asking again shows how.
    over().catch(() => queryClient.invalidateQueries({ queryKey: queryKeys.session }));
  }, [go, queryClient, takeOver]);
}

/** Other windows' news, and coming back by the browser's own buttons: everything is asked again. */
function useNewsOfWindows(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const stop = listenToWindows(queryClient);
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) void queryClient.invalidateQueries();
    };
    addEventListener('pageshow', shown);
    return () => {
      stop();
      removeEventListener('pageshow', shown);
    };
  }, [queryClient]);
}
