import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, hours, instant, parseInstant, plusSeconds } from '../calendar/instant.ts';
import { nextTryAt, retryOfOurs } from './mail-outcome.ts';

const first = parseInstant('2026-11-22T00:00:00Z');

describe('a mail that was not taken', () => {
  it('is tried again soon, then less and less often, for five days', () => {
    const tried = [first];
    for (let tries = 1; ; tries++) {
      const next = nextTryAt({ tries, firstTryAt: first, now: tried.at(-1) ?? first });
      if (next === null) break;
      tried.push(next);
    }
    expect(tried.slice(0, 9).map((at) => formatInstant(at).slice(8, 16))).toEqual([
      ...['22T00:00', '22T00:01', '22T00:06', '22T00:21', '22T00:51', '22T01:51', '22T03:51', '22T07:51', '22T13:51'],
    ]);
    expect(formatInstant(tried.at(-1) ?? first)).toBe('2026-11-27T01:51:00.000Z');
    expect(tried).toHaveLength(27);
  });

  it('never waits for more than six hours, and is never given up in less than five days', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(7 * 24 * 3600), (tries, passed) => {
        const now = plusSeconds(first, passed);
        const next = nextTryAt({ tries, firstTryAt: first, now });
        expect(next === null).toBe(passed >= hours(5 * 24));
        if (next !== null) expect(next - now).toBeLessThanOrEqual(hours(6) * 1000);
        if (next !== null) expect(next).toBeGreaterThan(now);
      }),
    );
  });

  it('is tried again also where the clock has gone back', () => {
    expect(nextTryAt({ tries: 1, firstTryAt: first, now: instant(first - 1000) })).not.toBeNull();
  });
});

describe('a mail that no server could be given', () => {
  it('is tried again as soon as others, but after an hour at the latest, for as long as that lasts', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((tries) => retryOfOurs({ tries, now: first }) - first);
    expect(pauses.map((ms) => ms / 60_000)).toEqual([1, 5, 15, 30, 60, 60, 60, 60, 60]);
  });
});
