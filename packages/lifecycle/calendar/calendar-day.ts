import { type Instant, instant } from './instant.ts';
import type { TimeZone } from './time-zone.ts';
import { beginOfDay, beginOfHour } from './zone-days.ts';

export { type TimeZone, timeZone } from './time-zone.ts';

declare const dayBrand: unique symbol;

/**
 * A day of the proleptic Gregorian calendar (ISO 8601), `YYYY-MM-DD`, years 0001 to 9999.
 * As its width is fixed, `<` compares days in time.
 */
export type CalendarDay = string & { readonly [dayBrand]: 'YYYY-MM-DD' };

const msPerDay = 86_400_000;

/** @param text `YYYY-MM-DD`; throws RangeError for other forms and for days that do not exist */
export function calendarDay(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new RangeError(`expected a day like 2026-11-22, got "${text}"`);
  return text;
}

export function isCalendarDay(text: string): text is CalendarDay {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001-01-01') return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/**
 * The day that has begun last at this instant in the zone. Where clocks fall back over midnight
 * (St. John's until 2011) the new day does not end again: days never run backwards.
 */
export function dayOf(i: Instant, zone: TimeZone): CalendarDay {
  // 1. Guess with the offset at the start of the UTC day.
  const utcDay = Math.floor(i / msPerDay);
  const offset = utcDay * msPerDay - beginOfDay(utcDay, zone);
  let day = Math.floor((i + offset) / msPerDay);
  // 2. Correct the guess by the days' own beginnings: DST, and days that a zone left out.
  while (beginOfDay(day, zone) > i) day -= 1;
  while (beginOfDay(day + 1, zone) <= i) day += 1;
  return fromNumber(day);
}

/**
 * The first instant of the day in the zone: 00:00, or later where clocks skip midnight. A day that a zone left out
 * (Apia, 2011-12-30) is empty: it starts when the next one does.
 */
export function startOfDay(day: CalendarDay, zone: TimeZone): Instant {
  return instant(beginOfDay(toNumber(day), zone));
}

/**
 * When the zone's clocks show this hour of the day (0 to 23) for the first time; where they leave it out, the next time
 * they show.
 */
export function hourOfDay(day: CalendarDay, hour: number, zone: TimeZone): Instant {
  return instant(beginOfHour(toNumber(day), hour, zone));
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return fromNumber(toNumber(day) + days);
}

/** The same day and month in another year; 29 February becomes 28 February where that year has none (lifecycle, new term). */
export function addYears(day: CalendarDay, years: number): CalendarDay {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return isCalendarDay(same) ? same : calendarDay(day.endsWith('-02-29') ? `${year}-02-28` : same);
}

/** Days from one to the other: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return toNumber(to) - toNumber(from);
}

export function earlierDay(a: CalendarDay, b: CalendarDay): CalendarDay {
  return a < b ? a : b;
}

export function laterDay(a: CalendarDay, b: CalendarDay): CalendarDay {
  return a > b ? a : b;
}

/** Eleven years of days are remembered, as the nightly run asks for the same few of each certificate; then anew. */
const remembered = 4096;
const numbers = new Map<CalendarDay, number>();
const days = new Map<number, CalendarDay>();

/** Days since 1970-01-01; a date alone is midnight UTC to Date.parse (ECMA-262 21.4.1.32). */
function toNumber(day: CalendarDay): number {
  return asked(numbers, day, () => Date.parse(day) / msPerDay);
}

function fromNumber(number: number): CalendarDay {
  return asked(days, number, () => write(number));
}

function asked<Key, Value>(memory: Map<Key, Value>, key: Key, ask: () => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = ask();
  if (memory.size >= remembered) memory.clear();
  memory.set(key, value);
  return value;
}

function write(number: number): CalendarDay {
  const date = new Date(number * msPerDay);
  const text = Number.isNaN(date.getTime()) ? 'no day' : date.toISOString().slice(0, -14);
  if (!isWritten(text)) throw new RangeError(`day ${number} after 1970-01-01 is beyond the calendar`);
  return text;
}

/** A day that Date wrote exists; only its year may be out of range, and then its width or sign differs. */
function isWritten(text: string): text is CalendarDay {
  return text.length === 10 && text >= '0001-01-01' && text <= '9999-12-31';
}
