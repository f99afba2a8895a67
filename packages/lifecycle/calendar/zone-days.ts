import { Temporal } from 'temporal-polyfill';
import type { TimeZone } from './time-zone.ts';

const epochDay = Temporal.PlainDate.from('1970-01-01');

/** Eleven years of days, so that a bank's whole forecast fits; more than that begins afresh. */
const remembered = 4096;
const zones = new Map<TimeZone, Map<number, number>>();

/**
 * The first millisecond (UTC) of a day in a zone.
 * Remembered, as it is a fact of the zone: asking Temporal each time costs about 4 µs, and logins ask for the same few
 * days over and over.
 * @param day days since 1970-01-01
 */
export function beginOfDay(day: number, zone: TimeZone): number {
  const days = daysOf(zone);
  const known = days.get(day);
  if (known !== undefined) return known;
  const begin = epochDay.add({ days: day }).toZonedDateTime(zone).epochMilliseconds;
  if (days.size >= remembered) days.clear();
  days.set(day, begin);
  return begin;
}

/**
 * The first millisecond (UTC) of a day in a zone at which its clocks show this hour or, where they leave it out, more.
 * @param day days since 1970-01-01
 * @param hour 0 to 23
 */
export function beginOfHour(day: number, hour: number, zone: TimeZone): number {
  return epochDay.add({ days: day }).toPlainDateTime({ hour }).toZonedDateTime(zone).epochMilliseconds;
}

function daysOf(zone: TimeZone): Map<number, number> {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  const days = new Map<number, number>();
  zones.set(zone, days);
  return days;
}
