import type { BankView } from '@koshin/wire/portal/certificate-view.ts';
import { languageOf } from '../../texts/language.ts';
import type { RenewalService } from '../run/means.ts';
import { makeRun, type RenewalRun } from '../run/renewal-run.ts';
import { pageMeans } from './page-means.ts';
import { comesBack, takeAttempt } from './window-identity.ts';

const hereKey = 'koshin-renewal-here';

/** A run, as long as a page shows it. */
export interface OpenRun {
  readonly run: RenewalRun;
  /**
   * Begins it, knowing whether this window comes back: from a presentation, from a reload, or for the first time. Called
   * again, it is the same beginning.
   */
  readonly begin: () => Promise<void>;
  /** Whether the window goes to the presentation host. */
  readonly isLeaving: () => boolean;
  /** The page that shows it goes away. */
  readonly close: () => void;
}

interface Wanted {
  /** By which a reload is known: the certificate that is renewed, or what else the window is about. */
  readonly subject: string;
  readonly service: () => RenewalService;
  readonly bank: BankView;
}

let open: (OpenRun & Pick<Wanted, 'subject'>) | null = null;

/** The run that this page's window has open about the subject; opened where there is none. */
export function openRun({ subject, service, bank }: Wanted): OpenRun {
  if (open?.subject === subject) return open;
  let leaving = false;
  const run = makeRun(
    pageMeans({
      service: service(),
      bank,
      language: () => languageOf(document.documentElement.lang),
      onLeave: () => {
        leaving = true;
      },
    }),
  );
  const opened = {
    subject,
    run,
    begin: () => {
      const again = sessionStorage.getItem(hereKey) === subject;
      sessionStorage.setItem(hereKey, subject);
      return run.begin({ nonce: takeAttempt(location.search), arrival: again ? 'again' : 'opened' });
    },
    isLeaving: () => leaving,
    close: () => {
      sessionStorage.removeItem(hereKey);
      if (open === opened) open = null;
    },
  };
  open = opened;
  return opened;
}

/** Where the window comes back from a presentation, what that came to is known before anything is drawn. */
export async function openIfBack(wanted: Wanted): Promise<void> {
  if (comesBack(location.search)) await openRun(wanted).begin();
}
