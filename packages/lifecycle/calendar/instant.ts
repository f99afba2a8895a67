declare const instantBrand: unique symbol;
declare const secondsBrand: unique symbol;

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z, within the years 0001 to 9999. */
export type Instant = number & { readonly [instantBrand]: 'ms UTC' };

/** A length of time in whole seconds; it may be negative. */
export type Seconds = number & { readonly [secondsBrand]: 's' };

const first = Date.parse('0001-01-01T00:00:00.000Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/** @param ms integer milliseconds since the epoch; throws RangeError for fractions and for years outside 0001–9999 */
export function instant(ms: number): Instant {
  if (!isInstant(ms)) throw new RangeError(`expected whole milliseconds in the years 0001 to 9999, got ${ms}`);
  return ms;
}

function isInstant(ms: number): ms is Instant {
  return Number.isInteger(ms) && ms >= first && ms <= last;
}

export function seconds(n: number): Seconds {
  if (!isSeconds(n)) throw new RangeError(`expected whole seconds, got ${n}`);
  return n;
}

function isSeconds(n: number): n is Seconds {
  return Number.isSafeInteger(n);
}

export function minutes(n: number): Seconds {
  return seconds(n * 60);
}

export function hours(n: number): Seconds {
  return seconds(n * 3600);
}

/** @param s seconds, negative to go back; throws RangeError when the result leaves the years 0001–9999 */
export function plusSeconds(from: Instant, s: number): Instant {
  return instant(from + s * 1000);
}

const form = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an ISO 8601 instant: date, time to minutes, seconds or milliseconds, and `Z` or an offset `±hh:mm`.
 * Throws RangeError for any other form, for days and times that do not exist, and for leap seconds.
 */
export function parseInstant(iso: string): Instant {
  const local = form.exec(iso)?.[1];
  if (local === undefined) throw new RangeError(`expected an instant like 2026-11-22T09:00:00Z, got "${iso}"`);
  // Date.parse takes 30 February for 2 March: what it read must say the same again.
  const read = Date.parse(`${local}Z`);
  const ms = Date.parse(iso);
  if (Number.isNaN(read) || Number.isNaN(ms) || new Date(read).toISOString().slice(0, 16) !== local.slice(0, 16)) {
    throw new RangeError(`"${iso}" is not a day and time that exists`);
  }
  return instant(ms);
}

/** Writes `2026-11-22T00:00:00.000Z`; {@link parseInstant} reads it back unchanged. */
export function formatInstant(i: Instant): string {
  return new Date(i).toISOString();
}
