import { type TimeZone, timeZone } from '../calendar/calendar-day.ts';
import type { Validity } from './default-policy.ts';

/** Reads one setting: the value, or in words what would have been one. */
export type Reader<T> = (given: unknown) => { readonly value: T } | { readonly expected: string };

export function wholeNumber(min: number, max: number): Reader<number> {
  return (given) =>
    typeof given === 'number' && Number.isInteger(given) && given >= min && given <= max
      ? { value: given }
      : { expected: `a whole number from ${min} to ${max}` };
}

export const yesOrNo: Reader<boolean> = (given) =>
  typeof given === 'boolean' ? { value: given } : { expected: 'true or false' };

export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (given) => {
    const value = words.find((word) => word === given);
    return value === undefined ? { expected: `one of ${words.join(', ')}` } : { value };
  };
}

/** At least one, none twice. */
export function someOf<const T extends string>(words: readonly T[]): Reader<readonly T[]> {
  const expected = `a list of ${words.join(', ')}, at least one and none twice`;
  return (given) => {
    if (!Array.isArray(given)) return { expected };
    const value = words.filter((word) => given.includes(word));
    return value.length > 0 && value.length === given.length ? { value } : { expected };
  };
}

/** Days before the expiry date, at least one, each smaller than the one before. */
export const fallingDays: Reader<readonly number[]> = (given) => {
  const expected = 'a list of whole numbers from 0 to 180, each smaller than the one before, at least one';
  if (!Array.isArray(given) || given.length === 0) return { expected };
  const days = given.filter((day): day is number => 'value' in wholeNumber(0, 180)(day));
  const falling = days.every((day, i) => i === 0 || day < (days[i - 1] ?? 0));
  return falling && days.length === given.length ? { value: days } : { expected };
};

export const validity: Reader<Validity> = (given) => {
  const expected = '{"years": 1 to 10} or {"days": 1 to 3650}';
  const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) return { expected };
  const [unit, length] = entry;
  if (unit === 'years' && 'value' in wholeNumber(1, 10)(length)) return { value: { years: length } };
  if (unit === 'days' && 'value' in wholeNumber(1, 3650)(length)) return { value: { days: length } };
  return { expected };
};

export const zone: Reader<TimeZone> = (given) => {
  const expected = 'a time zone like Asia/Tokyo';
  if (typeof given !== 'string') return { expected };
  try {
    return { value: timeZone(given) };
  } catch {
    return { expected };
  }
};
