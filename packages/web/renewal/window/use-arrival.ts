import { useEffect } from 'react';
import type { RenewalRun } from '../run/renewal-run.ts';
import { takeAttempt } from './window-identity.ts';

const hereKey = 'koshin-renewal-here';

/** Begins the run, knowing whether this window comes back: from a presentation, from a reload, or for the first time. */
export function useArrival(run: RenewalRun, certificateId: string): void {
  useEffect(() => {
    const again = sessionStorage.getItem(hereKey) === certificateId;
    sessionStorage.setItem(hereKey, certificateId);
    const nonce = takeAttempt(location.search);
    void run.begin({ nonce, arrival: again ? 'again' : 'opened' }).then(() => {
      // A reload is to ask where the renewal stands then, not what this attempt came to; but 完了 stays 完了.
      if (run.state().flow.place.at !== 'done') history.replaceState(history.state, '', location.pathname);
    });
    return () => sessionStorage.removeItem(hereKey);
  }, [run, certificateId]);
}
