import { tags } from './tags.ts';

/** From this instant on a time is written as GeneralizedTime (RFC 5280 4.1.2.5). */
const startOf2050 = Date.UTC(2050, 0, 1);
const startOf1950 = Date.UTC(1950, 0, 1);
const startOf0000 = Date.parse('0000-01-01T00:00:00Z');
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
  if (!(instant >= startOf0000 && instant <= endOf9999)) throw new RangeError(`no GeneralizedTime: ${instant}`);
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
  for (let at = 0; at < content.length - 1; at++) if (!isDigit(content[at])) return undefined;

  const lastPair = pairAt(content, yearDigits - 2);
  const year = yearDigits === 4 ? 100 * pairAt(content, 0) + lastPair : lastPair + (lastPair < 50 ? 2000 : 1900);
  const month = pairAt(content, yearDigits);
  const day = pairAt(content, yearDigits + 2);
  const hour = pairAt(content, yearDigits + 4);
  const minute = pairAt(content, yearDigits + 6);
  const second = pairAt(content, yearDigits + 8);

  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const realDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!realDay || hour > 23 || minute > 59 || second > 59) return undefined;
  return date.getTime() + 1_000 * (3_600 * hour + 60 * minute + second);
}

const isDigit = (octet = 0): boolean => octet >= 0x30 && octet <= 0x39;

/** The number that two digits spell. */
const pairAt = (content: Uint8Array, at: number): number =>
  10 * ((content[at] ?? 0) - 0x30) + (content[at + 1] ?? 0) - 0x30;
