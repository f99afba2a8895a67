import type { TimeZone } from '../calendar/calendar-day.ts';
import { type Instant, instant } from '../calendar/instant.ts';
import { type AuthorityReason, authorityReasonCodes } from '../certificates/authority-revocation.ts';
import { revocationReasonCodes } from '../certificates/revocation.ts';
import type { CertificateRecord } from '../certificates/status.ts';
import { endOfTerm } from '../certificates/term.ts';

/** What a CRL says of a certificate. */
export interface Listed {
  readonly revokedAt: Instant;
  /** CRLReason (RFC 5280 5.3.1); null: `unspecified`, which is said by silence. */
  readonly reason: Exclude<Code, typeof revocationReasonCodes.unspecified> | null;
}

type Code =
  | (typeof revocationReasonCodes)[keyof typeof revocationReasonCodes]
  | (typeof authorityReasonCodes)[keyof typeof authorityReasonCodes];

/**
 * How a CA that was revoked, or a certificate that signed mails, stands on its issuer's CRL. It stays for good: they are
 * few, and nobody asks how long they lived.
 */
export function authorityListed(
  { at, reason }: { readonly at: Instant; readonly reason: AuthorityReason | 'key-compromise' },
  wallClock: Instant,
): Listed {
  const code = reason === 'key-compromise' ? revocationReasonCodes[reason] : authorityReasonCodes[reason];
  return { revokedAt: instant(Math.min(at, wallClock)), reason: code === 0 ? null : code };
}

interface ListingFacts {
  /** The bank's time, in which certificates are retired. */
  readonly now: Instant;
  /** Real time, in which CRLs are dated: readers do not believe in revocations of their future. */
  readonly wallClock: Instant;
  /** thisUpdate of the last scheduled CRL that was published; null: none was. */
  readonly scheduledAt: Instant | null;
  readonly zone: TimeZone;
}

/**
 * How a certificate stands on a CRL made now; null: not at all. `revoked` by its record; `retired` by the calendar alone,
 * as `superseded`. Who was retired and then revoked has stopped working at the first of the two.
 * It stays until it was on one scheduled CRL after its expiry (RFC 5280 5): from then on no reader can miss it.
 */
export function listedOn(
  certificate: Pick<CertificateRecord, 'revocation' | 'retiresAt' | 'expiryDate'>,
  { now, wallClock, scheduledAt, zone }: ListingFacts,
): Listed | null {
  const { revocation, retiresAt, expiryDate } = certificate;
  const retired = retiresAt !== null && retiresAt <= now ? retiresAt : null;
  if (revocation === null && retired === null) return null;
  if (scheduledAt !== null && endOfTerm(expiryDate, zone) <= scheduledAt) return null;
  const since = Math.min(revocation?.at ?? Number.POSITIVE_INFINITY, retired ?? Number.POSITIVE_INFINITY, wallClock);
  const code = revocation === null ? revocationReasonCodes.superseded : revocationReasonCodes[revocation.reason];
  return { revokedAt: instant(since), reason: code === revocationReasonCodes.unspecified ? null : code };
}
