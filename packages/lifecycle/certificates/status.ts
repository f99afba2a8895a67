import { addDays, type CalendarDay, dayOf, earlierDay, startOfDay, type TimeZone } from '../calendar/calendar-day.ts';
import { type Instant, instant } from '../calendar/instant.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';
import type { Revocation } from './revocation.ts';
import { endOfTerm } from './term.ts';

export {
  isReplacedSibling,
  isRevocationReason,
  type Revocation,
  revocationReasonCodes,
} from './revocation.ts';

/** What the register keeps about a certificate's life. `retired` and `expired` are not kept: they follow from time. */
export interface CertificateRecord {
  /** `issued` until its first use that counts as proof, then `active`. */
  readonly state: 'issued' | 'active' | 'revoked';
  readonly expiryDate: CalendarDay;
  /** Set by the proof of its successor; from this instant on the certificate is retired. */
  readonly retiresAt: Instant | null;
  readonly revocation: Revocation | null;
}

export type CertificateStatus = 'issued' | 'active' | 'retired' | 'revoked' | 'expired';

/**
 * The status at an instant. More than one can be true; the first of this order is told:
 * 1. `revoked`: whatever the clock says, as a revocation is an act and must not fade, even if a clock steps back;
 * 2. `expired`: by the calendar alone;
 * 3. `retired`: the overlap after a successor's proof has ended;
 * 4. `issued` or `active` as recorded.
 */
export function certificateStatus(record: CertificateRecord, now: Instant, zone: TimeZone): CertificateStatus {
  if (record.state === 'revoked' || record.revocation !== null) return 'revoked';
  if (now >= endOfTerm(record.expiryDate, zone)) return 'expired';
  if (record.retiresAt !== null && now >= record.retiresAt) return 'retired';
  return record.state;
}

/** `issued` and `active` are accepted at login; the others never are. */
export function isUsable(status: CertificateStatus): status is 'issued' | 'active' {
  return status === 'issued' || status === 'active';
}

interface Proof {
  readonly policy: Pick<BankPolicy, 'overlapDays' | 'zone'>;
  readonly provenAt: Instant;
  readonly oldExpiryDate: CalendarDay;
}

/**
 * When the predecessor of a certificate proven at `provenAt` is retired: after `overlapDays` whole days following the
 * day of the proof, or with the proof itself where the bank wants no overlap; never past its own expiry (R20).
 */
export function retiresAt({ policy, provenAt, oldExpiryDate }: Proof): Instant {
  const afterOverlap =
    policy.overlapDays === 0
      ? provenAt
      : startOfDay(addDays(dayOf(provenAt, policy.zone), policy.overlapDays + 1), policy.zone);
  return instant(Math.min(afterOverlap, endOfTerm(oldExpiryDate, policy.zone)));
}

/** The last day on which the predecessor still works, for `renewal.done`; null where there is no overlap. */
export function overlapLastDay({ policy, provenAt, oldExpiryDate }: Proof): CalendarDay | null {
  const provenOn = dayOf(provenAt, policy.zone);
  if (policy.overlapDays === 0 || provenOn > oldExpiryDate) return null;
  return earlierDay(addDays(provenOn, policy.overlapDays), oldExpiryDate);
}
