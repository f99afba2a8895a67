import { Temporal } from 'temporal-polyfill';
import type { TimeZone } from './time-zone.ts';

const epochDay = Temporal.PlainDate.from('1970-01-01');

/** Eleven years of days, so that a bank's whole forecast fits; more than that begins afresh. */
const remembered = 4096;
const zones = new Map<TimeZone, Map<number, number>>();
const hoursOfZones = new Map<TimeZone, Map<number, number>>();

/**
 * The first millisecond (UTC) of a day in a zone.
 * Remembered, as it is a fact of the zone: asking Temporal each time costs about 4 µs, and logins ask for the same few
 * days over and over.
 * @param day days since 1970-01-01
 */
export function beginOfDay(day: number, zone: TimeZone): number {
  return asked(zones, { zone, key: day }, () => epochDay.add({ days: day }).toZonedDateTime(zone).epochMilliseconds);
}

/**
 * The first millisecond (UTC) of a day in a zone at which its clocks show this hour or, where they leave it out, more.
 * Remembered, too: the nightly run asks for the same few of each certificate that is due.
 * @param day days since 1970-01-01
 * @param hour 0 to 23
 */
export function beginOfHour(day: number, hour: number, zone: TimeZone): number {
  return asked(hoursOfZones, { zone, key: day * 24 + hour }, () => {
    const hours = epochDay.add({ days: day }).toPlainDateTime({ hour });
    return hours.toZonedDateTime(zone).epochMilliseconds;
  });
}

function asked(
  memory: Map<TimeZone, Map<number, number>>,
  { zone, key }: { readonly zone: TimeZone; readonly key: number },
  ask: () => number,
): number {
  const ofZone = memory.get(zone) ?? new Map<number, number>();
  memory.set(zone, ofZone);
  const known = ofZone.get(key);
  if (known !== undefined) return known;
  const begin = ask();
  if (ofZone.size >= remembered) ofZone.clear();
  ofZone.set(key, begin);
  return begin;
}
