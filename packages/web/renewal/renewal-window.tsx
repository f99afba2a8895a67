import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useGo } from '../portal/frame/go.tsx';
import { useOpenSession } from '../portal/frame/session.ts';
import { useHoldPage } from '../portal/frame/session-gate.tsx';
import { useStillValid } from '../texts/use-still-valid.ts';
import { useSpeech } from '../texts/use-texts.tsx';
import { keepsThePage } from './flow/place.ts';
import { makeRun, type RenewalRun } from './run/renewal-run.ts';
import { BackBanner } from './screens/back-banner.tsx';
import { ConsentDialog } from './screens/consent-dialog.tsx';
import { PageOfPlace } from './screens/page-of-place.tsx';
import { SessionDialog } from './screens/session-dialog.tsx';
import './styles.css';
import { pageMeans } from './window/page-means.ts';
import { RenewalContext } from './window/renewal-context.ts';
import { useArrival } from './window/use-arrival.ts';
import { useBackGuard } from './window/use-back-guard.ts';
import { usePresence } from './window/use-presence.ts';
import { isInTab } from './window/window-identity.ts';

/** The renewal window (screens 2.3, 2.4); in the portal's own tab where no window could open. */
export function RenewalWindow({ certificateId, windowId }: { certificateId: string; windowId: string }) {
  const { bank } = useOpenSession();
  const { language } = useSpeech();
  const spoken = useRef(language);
  spoken.current = language;
  const leaving = useRef(false);
  const [run] = useState(() =>
    makeRun(
      pageMeans({
        certificateId,
        windowId,
        bank,
        language: () => spoken.current,
        onLeave: () => {
          leaving.current = true;
        },
      }),
    ),
  );
  useArrival(run, certificateId);
  usePresence(run, () => leaving.current);
  return <Running run={run} />;
}

function Running({ run }: { run: RenewalRun }) {
  const { flow, checks } = useSyncExternalStore(run.subscribe, run.state);
  const { facts, place } = flow;
  const { certificate } = useOpenSession();
  const stillValid = useStillValid(facts?.renewal.certificate ?? certificate);
  const leave = useLeave();
  const { lost } = useHoldPage(keepsThePage(place));
  useEffect(() => run.sessionIs(!lost), [run, lost]);
  useBackGuard(isOnTheWay(place.at), () => run.turn('back-pressed'));
  // After the guard: to the helper a page whose address changes has gone, and its question with it.
  useEffect(() => void (place.at === 'asking-helper' && run.askHelper()), [run, place]);
  return (
    <RenewalContext value={{ run, facts, leave, stillValid }}>
      {flow.backPressed && <BackBanner place={place} />}
      <PageOfPlace place={place} checks={checks} />
      {place.at === 'consent' && <ConsentDialog key={place.act} act={place.act} />}
      {lost && keepsThePage(place) && <SessionDialog />}
    </RenewalContext>
  );
}

/** Past 「更新」 Back would throw the customer out of what he is in the middle of; before it, and after the end, it may. */
function isOnTheWay(at: string): boolean {
  const either = ['storage', 'usb-not-offered', 'declined'];
  const byFile = ['file-password', 'consent', 'making-key', 'issuing', 'save', 'import'];
  const byHelper = ['asking-helper', 'issuing-for-helper', 'installed', 'install-not-found', 'token-error'];
  return [...either, ...byFile, ...byHelper].includes(at);
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
