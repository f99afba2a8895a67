import { useRef, useState } from 'react';
import { useBank } from '../../portal/frame/session.ts';
import { useSpeech } from '../../texts/use-texts.tsx';
import type { RenewalService } from '../run/means.ts';
import { makeRun, type RenewalRun } from '../run/renewal-run.ts';
import { pageMeans } from './page-means.ts';
import { useArrival } from './use-arrival.ts';
import { usePresence } from './use-presence.ts';

/**
 * The run of this window, begun. A reload is known by `subject`: the certificate that is renewed, or what else the window
 * is about.
 */
export function useRun(makeService: () => RenewalService, subject: string): RenewalRun {
  const bank = useBank();
  const { language } = useSpeech();
  const spoken = useRef(language);
  spoken.current = language;
  const leaving = useRef(false);
  const [run] = useState(() =>
    makeRun(
      pageMeans({
        service: makeService(),
        bank,
        language: () => spoken.current,
        onLeave: () => {
          leaving.current = true;
        },
      }),
    ),
  );
  useArrival(run, subject);
  usePresence(run, () => leaving.current);
  return run;
}
