import { useEffect, useRef } from 'react';
import type { RenewalRun } from '../run/renewal-run.ts';

/** Milliseconds between two signals that this window is open (the service forgets it after 25 seconds). */
const pace = 10_000;

/**
 * Tells the service that this window is open, and that it closes or turns to another page; unless it goes to the
 * presentation host, from which it comes back. A page that the browser kept asleep (back/forward cache) is loaded anew: the renewal has gone on.
 */
export function usePresence(run: RenewalRun, isLeaving: () => boolean): void {
  const leaving = useRef(isLeaving);
  leaving.current = isLeaving;
  useEffect(() => {
    const timer = setInterval(() => void run.signalSeen(), pace);
    const hidden = () => {
      if (!leaving.current()) run.release();
    };
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) location.reload();
    };
    addEventListener('pagehide', hidden);
    addEventListener('pageshow', shown);
    return () => {
      clearInterval(timer);
      hidden();
      removeEventListener('pagehide', hidden);
      removeEventListener('pageshow', shown);
    };
  }, [run]);
}
