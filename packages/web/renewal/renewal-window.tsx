import { useCallback, useState } from 'react';
import { api } from '../portal/api/page-api.ts';
import { useGo } from '../portal/frame/go.tsx';
import { useOpenSession } from '../portal/frame/session.ts';
import { PageOfPlace } from './screens/page-of-place.tsx';
import { Walk } from './walk.tsx';
import { portalService } from './window/portal-service.ts';
import { useRun } from './window/use-run.ts';
import { isInTab } from './window/window-identity.ts';

/** The renewal window (screens 2.3, 2.4); in the portal's own tab where no window could open. */
export function RenewalWindow({ certificateId, windowId }: { certificateId: string; windowId: string }) {
  const run = useRun(() => portalService(api, { certificateId, windowId }), certificateId);
  const { certificate } = useOpenSession();
  const leave = useLeave();
  const page: Parameters<typeof Walk>[0]['page'] = (place, checks) => <PageOfPlace place={place} checks={checks} />;
  return <Walk run={run} leave={leave} term={certificate} page={page} />;
}

/** Milliseconds after which a window that the browser does not let us close shows the main screen instead. */
const closingTakes = 500;

function useLeave(): () => void {
  const go = useGo();
  const inTab = useState(() => isInTab(location.search))[0];
  return useCallback(() => {
    if (inTab) return go('/main');
    window.close();
    setTimeout(() => go('/main'), closingTakes);
  }, [go, inTab]);
}
