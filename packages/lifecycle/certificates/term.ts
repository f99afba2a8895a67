import {
  addDays,
  addYears,
  type CalendarDay,
  dayOf,
  daysBetween,
  laterDay,
  startOfDay,
  type TimeZone,
} from '../calendar/calendar-day.ts';
import { hours, type Instant, instant, plusSeconds } from '../calendar/instant.ts';
import type { BankPolicy, Validity } from '../policies/bank-policy.ts';

/** The first instant at which a certificate is no longer valid: the day after its expiry date begins. */
export function endOfTerm(expiryDate: CalendarDay, zone: TimeZone): Instant {
  return startOfDay(addDays(expiryDate, 1), zone);
}

/** The last second of the expiry date, as X.509 writes the end inclusive and in whole seconds (RFC 5280 4.1.2.5). */
export function notAfterOf(expiryDate: CalendarDay, zone: TimeZone): Instant {
  return plusSeconds(endOfTerm(expiryDate, zone), -1);
}

/**
 * One hour before the issue, for clocks that run behind; never before the issuer's own; in whole seconds.
 * @param wallClock real time also under a demo clock, as browsers do not offer what is not yet valid by theirs
 */
export function notBeforeFor({
  wallClock,
  issuerNotBefore,
}: {
  readonly wallClock: Instant;
  readonly issuerNotBefore: Instant;
}): Instant {
  const anHourAgo = plusSeconds(wallClock, -hours(1));
  return anHourAgo > issuerNotBefore ? instant(Math.floor(anHourAgo / 1000) * 1000) : issuerNotBefore;
}

/** The expiry date of a first certificate or a reissue, which has no predecessor to count from. */
export function expiryDateOfNew({
  policy,
  issuedOn,
}: {
  readonly policy: Pick<BankPolicy, 'validity'>;
  readonly issuedOn: CalendarDay;
}): CalendarDay {
  return addValidity(issuedOn, policy.validity);
}

/**
 * The expiry date of a renewed certificate: old expiry date + validity, so that early renewal costs nothing (R26), or
 * day of issue + validity. In both it is later than the old one, as browsers prefer the latest `notAfter`.
 */
export function expiryDateOfSuccessor({
  policy,
  oldExpiryDate,
  issuedOn,
}: {
  readonly policy: Pick<BankPolicy, 'validity' | 'newTermFrom'>;
  readonly oldExpiryDate: CalendarDay;
  readonly issuedOn: CalendarDay;
}): CalendarDay {
  const from = policy.newTermFrom === 'old-expiry' ? oldExpiryDate : issuedOn;
  return laterDay(addValidity(from, policy.validity), addDays(oldExpiryDate, 1));
}

function addValidity(from: CalendarDay, validity: Validity): CalendarDay {
  return 'years' in validity ? addYears(from, validity.years) : addDays(from, validity.days);
}

/** When a certificate can be renewed (R1): both days are included, `closesAt` is not. */
export interface RenewalWindow {
  readonly firstDay: CalendarDay;
  readonly lastDay: CalendarDay;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

export function renewalWindow(
  policy: Pick<BankPolicy, 'zone' | 'renewalWindowDays'>,
  expiryDate: CalendarDay,
): RenewalWindow {
  const firstDay = addDays(expiryDate, -policy.renewalWindowDays);
  return {
    firstDay,
    lastDay: expiryDate,
    opensAt: startOfDay(firstDay, policy.zone),
    closesAt: endOfTerm(expiryDate, policy.zone),
  };
}

export function windowPosition(window: RenewalWindow, now: Instant): 'before' | 'in' | 'after' {
  if (now < window.opensAt) return 'before';
  return now < window.closesAt ? 'in' : 'after';
}

/** Calendar days from today to the expiry date: 0 on the day itself, negative after it. */
export function daysLeft(expiryDate: CalendarDay, now: Instant, zone: TimeZone): number {
  return daysBetween(dayOf(now, zone), expiryDate);
}
