import { type CalendarDay, laterDay, type TimeZone } from '../calendar/calendar-day.ts';
import type { Instant } from '../calendar/instant.ts';
import { endOfTerm } from '../certificates/term.ts';

/*
 * A CRL should stay below 1 MB (1,000,000 octets), whatever happens, so a shard is closed by the number of certificates
 * in it, not by how many of them are revoked: in the month before they expire nearly all of a shard are on its CRL, as
 * renewed ones. An entry of ours has at most 52 octets: 2 for its header, 18 for the serial number, 17 for the date (15
 * until 2049), 14 for the reason. So 1 MB is reached with 19,000 certificates.
 *
 * They are not counted one by one, as all who issue would then wait for one row. Each certificate is counted with a
 * chance of 1 in 32, as 32. After 12,288 certificates 384 were counted on the average, with a standard deviation of
 * sqrt(12,288 × 31/32 / 32) = 19, or 5 %: to reach 19,000 the count would have to be 11 of these too low.
 */
const countedOneIn = 32;
const closesAt = 12_288;
/** The next one is there, and its first CRL with it, well before the first certificate that names it. */
const preparesNextAt = 9_216;

/** A part of an issuer's certificates that has a CRL of its own (RFC 5280 5.2.5). */
export interface Shard {
  /** About how many certificates are in it. */
  readonly estimate: number;
  /** No certificate in it expires later; null while it has none. */
  readonly lastExpiryDate: CalendarDay | null;
  /** Set: it takes no more certificates. */
  readonly closedAt: Instant | null;
}

/** What becomes of an open shard with one more certificate. */
export interface Placed {
  /** Null: as it was, so that most certificates leave the shared row alone. */
  readonly changed: Shard | null;
  /** Another shard should be open beside it. */
  readonly next: boolean;
}

/** @param drawn a number that is as likely to be any from 0 to 255: the last octet of the random serial number */
export function placeIn(
  shard: Shard,
  { expiryDate, drawn, now }: { readonly expiryDate: CalendarDay; readonly drawn: number; readonly now: Instant },
): Placed {
  const estimate = shard.estimate + (drawn % countedOneIn === 0 ? countedOneIn : 0);
  const lastExpiryDate = shard.lastExpiryDate === null ? expiryDate : laterDay(shard.lastExpiryDate, expiryDate);
  const closedAt = estimate >= closesAt ? now : null;
  const same = estimate === shard.estimate && lastExpiryDate === shard.lastExpiryDate && closedAt === null;
  return { changed: same ? null : { estimate, lastExpiryDate, closedAt }, next: estimate >= preparesNextAt };
}

/**
 * Whether the shard's CRL must go on being published: as long as certificates can still come into it, and until all that
 * are in it have been on one scheduled CRL after the last expiry (see `listedOn`).
 */
export function isLiving(
  { lastExpiryDate, closedAt }: Pick<Shard, 'lastExpiryDate' | 'closedAt'>,
  { scheduledAt, zone }: { readonly scheduledAt: Instant | null; readonly zone: TimeZone },
): boolean {
  if (closedAt === null || lastExpiryDate === null || scheduledAt === null) return true;
  return scheduledAt < endOfTerm(lastExpiryDate, zone);
}
