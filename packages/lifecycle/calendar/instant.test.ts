import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, hours, instant, minutes, parseInstant, plusSeconds, seconds } from './instant.ts';

const first = Date.parse('0001-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

describe('an instant', () => {
  it('is written and read back unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (ms) => parseInstant(formatInstant(instant(ms))) === ms),
    );
  });

  it.each([
    ['2026-11-22T00:00:00Z', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T00:00Z', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T23:59:59+09:00', '2026-11-22T14:59:59.000Z'],
    ['2026-11-22T23:59:59.9-03:30', '2026-11-23T03:29:59.900Z'],
    ['2028-02-29T12:00:00.123Z', '2028-02-29T12:00:00.123Z'],
  ])('is read from %s', (text, same) => {
    expect(formatInstant(parseInstant(text))).toBe(same);
  });

  it.each([
    '2026-11-22',
    '2026-11-22T00:00:00',
    '2026-11-22 00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-02-29T23:00:00-05:00',
    '2026-11-22T24:00:00Z',
    '2026-11-22T23:59:60Z',
    '2026-11-22T00:60:00Z',
    '2026-11-22T00:00:00+25:00',
    '2026-11-22T00:00:00.0001Z',
    '0000-12-31T23:59:59Z',
    'Sun, 22 Nov 2026 00:00:00 GMT',
    '1795305600000',
    '',
  ])('is not read from "%s"', (text) => {
    expect(() => parseInstant(text)).toThrow(RangeError);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, first - 1, last + 1])('is not %d', (ms) => {
    expect(() => instant(ms)).toThrow(RangeError);
  });

  it('moves by seconds, minutes and hours, forwards and backwards', () => {
    const noon = parseInstant('2026-11-22T12:00:00Z');
    expect(formatInstant(plusSeconds(noon, 1))).toBe('2026-11-22T12:00:01.000Z');
    expect(formatInstant(plusSeconds(noon, minutes(-2)))).toBe('2026-11-22T11:58:00.000Z');
    expect(formatInstant(plusSeconds(noon, hours(12)))).toBe('2026-11-23T00:00:00.000Z');
    expect(() => plusSeconds(instant(last), seconds(1))).toThrow(RangeError);
    expect(() => seconds(0.5)).toThrow(RangeError);
  });
});
