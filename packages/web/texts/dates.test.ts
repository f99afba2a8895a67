import { describe, expect, it } from 'vitest';
import { dayOf, formatDay, formatFact, formatInstant, formatTime } from './dates.ts';

describe('dates on screen (screens 1.6)', () => {
  it('writes a day without leading zeros in both languages', () => {
    expect(formatDay('2026-12-08', 'ja')).toBe('2026年12月8日');
    expect(formatDay('2026-12-08', 'en')).toBe('8 December 2026');
  });

  it('refuses what is not a calendar day', () => {
    expect(() => formatDay('2026-13-01', 'en')).toThrow('not a day');
    expect(() => formatDay('8 December', 'ja')).toThrow('not a day');
  });

  it("reads an instant in the bank's zone, also across midnight UTC", () => {
    expect(dayOf('2026-12-22T14:59:59Z')).toBe('2026-12-22');
    expect(dayOf('2026-12-22T15:00:00Z')).toBe('2026-12-23');
    expect(formatInstant('2026-12-08T00:12:00Z', 'ja')).toBe('2026年12月8日 9:12');
    expect(formatInstant('2026-12-08T00:12:00.250Z', 'en')).toBe('8 December 2026, 9:12 (Japan time)');
  });

  it('writes midnight as 0:00, never 24:00', () => {
    expect(formatTime('2026-12-22T15:00:00Z', 'ja')).toBe('0:00');
  });

  it('names another zone instead of Japan', () => {
    expect(formatTime('2026-12-22T15:00:00Z', 'en', 'Europe/Berlin')).toBe('16:00 (Europe/Berlin)');
  });

  it('turns facts of refusals into words by their shape', () => {
    expect(formatFact('2026-12-22', 'ja')).toBe('2026年12月22日');
    expect(formatFact('2026-12-22T14:59:00Z', 'ja')).toBe('2026年12月22日 23:59');
    expect(formatFact('C41E', 'ja')).toBe('C41E');
    expect(formatFact(3, 'en')).toBe('3');
  });
});
