import { Temporal } from 'temporal-polyfill';

declare const zoneBrand: unique symbol;

/** A zone of the IANA time zone database, as `Asia/Tokyo`. */
export type TimeZone = string & { readonly [zoneBrand]: 'IANA' };

/**
 * @param id a zone's name; capitals are put right (`asia/tokyo` becomes `Asia/Tokyo`).
 * Throws RangeError for unknown names and for bare offsets (`+09:00`): a bank is at a place, not at an offset.
 */
export function timeZone(id: string): TimeZone {
  const known = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(id) ? lookUp(id) : undefined;
  if (known === undefined || !isZone(known)) throw new RangeError(`expected a time zone like Asia/Tokyo, got "${id}"`);
  return known;
}

function lookUp(id: string): string | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id).timeZoneId;
  } catch {
    return undefined;
  }
}

function isZone(id: string): id is TimeZone {
  return id.length > 0;
}
