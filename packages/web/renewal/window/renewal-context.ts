import { createContext, type ReactNode, use } from 'react';
import type { Term } from '../../texts/use-still-valid.ts';
import type { Facts } from '../flow/facts.ts';
import type { RenewalRun } from '../run/renewal-run.ts';

interface RenewalHere {
  readonly run: RenewalRun;
  readonly facts: Facts | null;
  /** Closes the window; in the portal's own tab goes to the main screen. */
  readonly leave: () => void;
  /** {stillValid}, or nothing where it would not be true. */
  readonly stillValid: ReactNode;
  /** Of the certificate that is renewed or presented; null where there is none. */
  readonly term: Term | null;
}

export const RenewalContext = createContext<RenewalHere | null>(null);

/** The renewal of this window; only below `RenewalWindow`. */
export function useRenewal(): RenewalHere {
  const here = use(RenewalContext);
  if (here === null) throw new Error('no renewal here');
  return here;
}
