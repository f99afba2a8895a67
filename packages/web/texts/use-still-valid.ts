import type { ReactNode } from 'react';
import { shared } from './shared.ts';
import { useTexts } from './use-texts.tsx';

/** A certificate's term, as far as {stillValid} is concerned. */
export interface Term {
  /** `YYYY-MM-DD` */
  readonly expiryDate: string;
  readonly daysLeft: number;
  readonly status: string;
}

/**
 * {stillValid}: 現在の電子証明書は、…まで引き続きご利用いただけます。 Empty where it would not be true: nothing known,
 * past the expiry date, revoked, or already replaced.
 */
export function useStillValid(term: Term | null): ReactNode {
  const { rich, day } = useTexts(shared);
  if (term === null || term.daysLeft < 0 || !['issued', 'active'].includes(term.status)) return '';
  return rich('stillValid', { expiryDate: day(term.expiryDate) });
}
