import { tags } from './tags.ts';

/** From this instant on a time is written as GeneralizedTime (RFC 5280 4.1.2.5). */
const startOf2050 = Date.UTC(2050, 0, 1);
const startOf1950 = Date.UTC(1950, 0, 1);
const endOf9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * The whole element of an instant in milliseconds UTC, as RFC 5280 4.1.2.5 wants it: UTCTime through 2049,
 * GeneralizedTime after. Both have whole seconds; what is below a second is cut off, never rounded up.
 * Throws RangeError before 1950 and after 9999.
 */
export function encodeTime(instant: number): Uint8Array<ArrayBuffer> {
  if (!(instant >= startOf1950)) throw new RangeError(`no time of X.509: ${instant}`);
  return instant < startOf2050 ? encodeText(tags.utcTime, instant, 2) : encodeGeneralizedTime(instant);
}

/** The same as GeneralizedTime whatever the year (RFC 6960 wants it so). */
export function encodeGeneralizedTime(instant: number): Uint8Array<ArrayBuffer> {
  if (!(instant >= 0 && instant <= endOf9999)) throw new RangeError(`no GeneralizedTime: ${instant}`);
  return encodeText(tags.generalizedTime, instant, 0);
}

/** @param skip how many digits of the year are left out */
function encodeText(tag: number, instant: number, skip: 0 | 2): Uint8Array<ArrayBuffer> {
  const date = new Date(instant);
  const year = date.getUTCFullYear();
  const pairs = [
    Math.floor(year / 100),
    year % 100,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  const element = new Uint8Array(17 - skip);
  element[0] = tag;
  element[1] = 15 - skip;
  let at = 2;
  for (const pair of skip === 2 ? pairs.slice(1) : pairs) {
    element[at++] = 0x30 + Math.floor(pair / 10);
    element[at++] = 0x30 + (pair % 10);
  }
  element[at] = 0x5a;
  return element;
}

/**
 * Milliseconds UTC of a time's content octets, or `undefined` when they are not `YYMMDDHHMMSSZ` (UTCTime, 1950–2049) or
 * `YYYYMMDDHHMMSSZ` (GeneralizedTime), the only forms RFC 5280 4.1.2.5 leaves, or name no real second.
 */
export function decodeTimeContent(tag: number, content: Uint8Array): number | undefined {
  const yearDigits = tag === tags.utcTime ? 2 : 4;
  if (content.length !== yearDigits + 11 || content[content.length - 1] !== 0x5a) return undefined;
  const digits = Array.from(content.subarray(0, -1), (octet) => octet - 0x30);
  if (digits.some((digit) => digit < 0 || digit > 9)) return undefined;
  const number = (from: number, to: number) => digits.slice(from, to).reduce((value, digit) => value * 10 + digit, 0);

  const shortYear = number(0, yearDigits);
  const year = yearDigits === 4 ? shortYear : shortYear + (shortYear < 50 ? 2000 : 1900);
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = [0, 2, 4, 6, 8].map((from) =>
    number(yearDigits + from, yearDigits + from + 2),
  );
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const real =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return real ? date.getTime() : undefined;
}
