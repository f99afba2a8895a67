import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { useHoldPage } from '../portal/frame/session-gate.tsx';
import { type Term, useStillValid } from '../texts/use-still-valid.ts';
import { keepsThePage, type Place } from './flow/place.ts';
import type { CheckStates } from './run/checks.ts';
import type { RenewalRun } from './run/renewal-run.ts';
import { BackBanner } from './screens/back-banner.tsx';
import { ConsentDialog } from './screens/consent-dialog.tsx';
import { SessionDialog } from './screens/session-dialog.tsx';
import './styles.css';
import { RenewalContext } from './window/renewal-context.ts';
import { useBackGuard } from './window/use-back-guard.ts';

interface WalkProps {
  readonly run: RenewalRun;
  /** Ends the window, or leaves it for later. */
  readonly leave: () => void;
  /** Of the certificate with which the customer is logged in; null: he is not. */
  readonly term: Term | null;
  readonly page: (place: Place, checks: CheckStates) => ReactNode;
}

/** A window's way from the checks to the proof: the page of each place, and the dialogs over it. */
export function Walk({ run, leave, term: ofLogin, page }: WalkProps) {
  const { flow, checks } = useSyncExternalStore(run.subscribe, run.state);
  const { facts, place } = flow;
  const term = facts === null ? ofLogin : facts.renewal.certificate;
  const stillValid = useStillValid(term);
  const { lost } = useHoldPage(keepsThePage(place));
  useEffect(() => run.sessionIs(!lost), [run, lost]);
  useBackGuard(isOnTheWay(place.at), () => run.turn('back-pressed'));
  // After the guard: to the helper a page whose address changes has gone, and its question with it.
  useEffect(() => void (place.at === 'asking-helper' && run.askHelper()), [run, place]);
  return (
    <RenewalContext value={{ run, facts, leave, stillValid, term }}>
      {flow.backPressed && <BackBanner place={place} />}
      {page(place, checks)}
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
