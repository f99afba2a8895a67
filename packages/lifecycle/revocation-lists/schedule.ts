import { hours, type Instant, instant, minutes, plusSeconds, type Seconds, seconds } from '../calendar/instant.ts';

/** How often an issuer's CRLs are made, and how long readers may take them for current. */
export interface CrlRhythm {
  /** From one scheduled CRL to the next. */
  readonly every: Seconds;
  /** From its issue to its nextUpdate. */
  readonly goodFor: Seconds;
}

const days = (count: number): Seconds => hours(24 * count);

/**
 * Of an issuer of customers' certificates: daily, and good for a week, so that the signer may be away for six days
 * before anybody who insists on a current CRL turns customers away.
 */
export const issuingRhythm: CrlRhythm = { every: days(1), goodFor: days(7) };

/**
 * Of a root: yearly, as its key lies in a safe and each use of it is a ceremony; a month before the end of the old one,
 * so that nobody must hurry. The CA/Browser Forum's Baseline Requirements (4.9.7) allow twelve months for CA certificates.
 */
export const rootRhythm: CrlRhythm = { every: days(335), goodFor: days(365) };

/** A reader whose clock runs behind must not take a fresh CRL for one of the future and turn everybody away. */
const backdated = minutes(10);

/** Whoever has begun a CRL and not ended within this time has died over it. */
export const abandonedAfter = seconds(60);

/** A CRL that is there, or that somebody is about to sign. */
export interface CrlTimes {
  readonly thisUpdate: Instant;
  /** thisUpdate of the last scheduled CRL up to this one, itself included. */
  readonly scheduledAt: Instant;
}

/**
 * Why a CRL is due now: `scheduled` when its time has come or there is none, `changed` when something must be on it that
 * is not; null: it is not due. One that was dated by a clock ahead of time is of no use to anybody until then.
 */
export function whyDue({
  last,
  outdated,
  rhythm,
  now,
}: {
  readonly last: CrlTimes | null;
  /** It does not say what it should by now. */
  readonly outdated: boolean;
  readonly rhythm: CrlRhythm;
  readonly now: Instant;
}): 'scheduled' | 'changed' | null {
  if (last === null || last.thisUpdate > now || last.scheduledAt > now) return 'scheduled';
  if (now >= plusSeconds(last.scheduledAt, rhythm.every)) return 'scheduled';
  return outdated ? 'changed' : null;
}

/**
 * Whether a CRL that comes from elsewhere should be followed by the next one: in its last month, or the last tenth of its
 * life where that is shorter.
 */
export function isGrowingOld(
  { thisUpdate, nextUpdate }: { readonly thisUpdate: Instant; readonly nextUpdate: Instant },
  now: Instant,
): boolean {
  const tenth = seconds(Math.floor((nextUpdate - thisUpdate) / 10_000));
  return now >= plusSeconds(nextUpdate, -Math.min(tenth, days(30)));
}

/** The dates of a CRL made now, in whole seconds; its end is never past the issuer's own. */
export function crlDates({
  previous,
  rhythm,
  now,
  issuer,
}: {
  readonly previous: Pick<CrlTimes, 'thisUpdate'> | null;
  readonly rhythm: CrlRhythm;
  readonly now: Instant;
  readonly issuer: { readonly notBefore: Instant; readonly notAfter: Instant };
}): { readonly thisUpdate: Instant; readonly nextUpdate: Instant } {
  const wholeSecond = instant(Math.floor(now / 1000) * 1000);
  const early = plusSeconds(wholeSecond, -backdated);
  // Two of the same second would have the same Last-Modified, and a cache would keep the first.
  const afterPrevious = previous ? plusSeconds(previous.thisUpdate, 1) : early;
  const rising = afterPrevious > early && afterPrevious <= wholeSecond ? afterPrevious : early;
  return {
    thisUpdate: instant(Math.max(rising, issuer.notBefore)),
    nextUpdate: instant(Math.min(plusSeconds(wholeSecond, rhythm.goodFor), issuer.notAfter)),
  };
}

/**
 * The number of the next CRL (RFC 5280 5.2.3): above every one given out, and never below the seconds since 1970, so
 * that it rises even when the register was set back to a backup that does not know the latest ones.
 */
export function nextCrlNumber({ last, now }: { readonly last: number | null; readonly now: Instant }): number {
  return Math.max((last ?? 0) + 1, Math.floor(now / 1000));
}
