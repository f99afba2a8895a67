import { type CalendarDay, isCalendarDay, type TimeZone, timeZone } from '../calendar/calendar-day.ts';
import type { Validity } from './default-policy.ts';
import type { Words } from './problem.ts';

/**
 * What a setting was read as: the value, or in words what would have been one; with the part of it that is wrong, where
 * it is not the whole.
 */
export type ReadSetting<T> = { readonly value: T } | { readonly expected: Words; readonly part?: unknown };

export type Reader<T> = (given: unknown) => ReadSetting<T>;

export function wholeNumber(min: number, max: number): Reader<number> {
  const expected = { ja: `${min}から${max}までの整数`, en: `a whole number from ${min} to ${max}` };
  return (given) =>
    typeof given === 'number' && Number.isInteger(given) && given >= min && given <= max
      ? { value: given }
      : { expected };
}

export const yesOrNo: Reader<boolean> = (given) =>
  typeof given === 'boolean' ? { value: given } : { expected: { ja: 'trueまたはfalse', en: 'true or false' } };

export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  const expected = { ja: `${words.join('、')}のいずれか`, en: `one of ${words.join(', ')}` };
  return (given) => {
    const value = words.find((word) => word === given);
    return value === undefined ? { expected } : { value };
  };
}

/** At least one, none twice. */
export function someOf<const T extends string>(words: readonly T[]): Reader<readonly T[]> {
  const expected = {
    ja: `${words.join('、')}から1つ以上を選んだ、重複のない配列`,
    en: `a list of ${words.join(', ')}, at least one and none twice`,
  };
  return (given) => {
    if (!Array.isArray(given)) return { expected };
    const value = words.filter((word) => given.includes(word));
    return value.length > 0 && value.length === given.length ? { value } : { expected };
  };
}

/** So many at most, or none, of what `one` reads; none twice, by `nameOf`. */
export function listOf<T>(
  { most, nameOf }: { readonly most: number; readonly nameOf: (item: T) => string },
  one: Reader<T>,
): Reader<readonly T[]> {
  return (given) => {
    if (!Array.isArray(given) || given.length > most) {
      return { expected: { ja: `${most}個以下の配列`, en: `a list of at most ${most}` } };
    }
    const items: T[] = [];
    for (const part of given) {
      const read = one(part);
      if (!('value' in read)) return { expected: read.expected, part: read.part ?? part };
      if (items.some((item) => nameOf(item) === nameOf(read.value))) {
        return { expected: { ja: '重複のない配列', en: 'a list with none twice' }, part };
      }
      items.push(read.value);
    }
    return { value: items };
  };
}

/** Days before the expiry date, at least one, each smaller than the one before. */
export const fallingDays: Reader<readonly number[]> = (given) => {
  const expected = {
    ja: '0から180までの整数を大きい順に並べた、1つ以上の配列',
    en: 'a list of whole numbers from 0 to 180, each smaller than the one before, at least one',
  };
  if (!Array.isArray(given) || given.length === 0) return { expected };
  const days = given.filter((day): day is number => 'value' in wholeNumber(0, 180)(day));
  const falling = days.every((day, i) => i === 0 || day < (days[i - 1] ?? 0));
  return falling && days.length === given.length ? { value: days } : { expected };
};

export const validity: Reader<Validity> = (given) => {
  const expected = {
    ja: '{"years": 1から10} または {"days": 1から3650}',
    en: '{"years": 1 to 10} or {"days": 1 to 3650}',
  };
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) return { expected };
  const [unit, length] = entry;
  if (unit === 'years' && 'value' in wholeNumber(1, 10)(length)) return { value: { years: length } };
  if (unit === 'days' && 'value' in wholeNumber(1, 3650)(length)) return { value: { days: length } };
  return { expected };
};

export const dayOrNone: Reader<CalendarDay | null> = (given) =>
  given === null || (typeof given === 'string' && isCalendarDay(given))
    ? { value: given }
    : { expected: { ja: '2027-04-01のような日、またはnull', en: 'a day like 2027-04-01, or null' } };

export const zone: Reader<TimeZone> = (given) => {
  const expected = { ja: 'Asia/Tokyoのような時間帯', en: 'a time zone like Asia/Tokyo' };
  if (typeof given !== 'string') return { expected };
  try {
    return { value: timeZone(given) };
  } catch {
    return { expected };
  }
};
