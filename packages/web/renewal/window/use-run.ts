import { useEffect, useState } from 'react';
import type { RenewalRun } from '../run/renewal-run.ts';
import type { OpenRun } from './open-run.ts';
import { usePresence } from './use-presence.ts';

/** The run of this window, begun. */
export function useRun(open: () => OpenRun): RenewalRun {
  const [opened] = useState(open);
  const { run } = opened;
  useEffect(() => {
    void opened.begin().then(() => {
      // A reload is to ask where the renewal stands then, not what this attempt came to; but 完了 stays 完了.
      if (run.state().flow.place.at !== 'done') history.replaceState(history.state, '', location.pathname);
    });
    return opened.close;
  }, [opened, run]);
  usePresence(run, opened.isLeaving);
  return run;
}
