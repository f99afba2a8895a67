import type { BankView } from '@koshin/wire/portal/certificate-view.ts';
import { useCallback, useState } from 'react';
import { api, queryClient } from '../portal/api/page-api.ts';
import { sessionQuery } from '../portal/api/queries.ts';
import { useGo } from '../portal/frame/go.tsx';
import { useBank, useOpenSession } from '../portal/frame/session.ts';
import { PageOfPlace } from './screens/page-of-place.tsx';
import { Walk } from './walk.tsx';
import { openIfBack, openRun } from './window/open-run.ts';
import { portalService } from './window/portal-service.ts';
import { useRun } from './window/use-run.ts';
import { isInTab } from './window/window-identity.ts';

interface Renewed {
  readonly certificateId: string;
  readonly windowId: string;
}

/** The renewal window (screens 2.3, 2.4); in the portal's own tab where no window could open. */
export function RenewalWindow(renewed: Renewed) {
  const bank = useBank();
  const run = useRun(() => openRun(runOf(renewed, bank)));
  const { certificate } = useOpenSession();
  const leave = useLeave();
  const page: Parameters<typeof Walk>[0]['page'] = (place, checks) => <PageOfPlace place={place} checks={checks} />;
  return <Walk run={run} leave={leave} term={certificate} page={page} />;
}

/** Before the page is drawn: a window that comes back from a presentation knows what that came to. */
export async function comeBack(renewed: Renewed): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session.stage === 'open') await openIfBack(runOf(renewed, session.bank));
}

function runOf({ certificateId, windowId }: Renewed, bank: BankView): Parameters<typeof openRun>[0] {
  return { subject: certificateId, service: () => portalService(api, { certificateId, windowId }), bank };
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
