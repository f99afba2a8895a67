import type { Instant } from '../calendar/instant.ts';

/** Why a CA's certificate was revoked, with its reason code (RFC 5280 5.3.1). */
export const authorityReasonCodes = {
  unspecified: 0,
  'ca-compromise': 2,
  'affiliation-changed': 3,
  superseded: 4,
  cessation: 5,
  'privilege-withdrawn': 9,
} as const;

export type AuthorityReason = keyof typeof authorityReasonCodes;

/** The CA signs no certificate any more, and those it signed are accepted nowhere here. There is no way back. */
export interface AuthorityRevocation {
  readonly at: Instant;
  readonly reason: AuthorityReason;
}

/**
 * What the code on another CA's CRL says here; null: it gives none. keyCompromise of a CA's certificate means its key as
 * cACompromise does; on hold is out of use like any other, as nobody could tell its customers for how long.
 */
export function authorityReasonOf(code: number | null): AuthorityReason {
  if (code === 1) return 'ca-compromise';
  const reasons = Object.keys(authorityReasonCodes) as AuthorityReason[];
  return reasons.find((reason) => authorityReasonCodes[reason] === code) ?? 'unspecified';
}
