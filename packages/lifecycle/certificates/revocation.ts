import type { Instant } from '../calendar/instant.ts';

/**
 * Why a certificate was revoked, with its reason code (RFC 5280 5.3.1).
 * `lost` is a lost or stolen PC, file or token: its key must be taken for compromised. `unspecified` is written by
 * leaving the extension out, as the section asks.
 */
export const revocationReasonCodes = {
  unspecified: 0,
  'key-compromise': 1,
  lost: 1,
  'affiliation-changed': 3,
  superseded: 4,
  cessation: 5,
  'privilege-withdrawn': 9,
} as const;

export type RevocationReason = keyof typeof revocationReasonCodes;

export interface Revocation {
  readonly at: Instant;
  readonly reason: RevocationReason;
  /** `lifecycle`: no person, but the rule that a proven certificate ends its unproven siblings. */
  readonly by: 'customer' | 'administrator' | 'bank' | 'lifecycle';
}

/** True for an unproven certificate that gave way to a proven sibling, and for no other revocation. */
export function isReplacedSibling(revocation: Revocation): boolean {
  return revocation.by === 'lifecycle' && revocation.reason === 'superseded';
}

export function isRevocationReason(text: string): text is RevocationReason {
  return Object.hasOwn(revocationReasonCodes, text);
}
