import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hours, instant, minutes, parseInstant, plusSeconds } from '../calendar/instant.ts';
import {
  abandonedAfter,
  crlDates,
  isGrowingOld,
  issuingRhythm,
  nextCrlNumber,
  rootRhythm,
  whyDue,
} from './schedule.ts';

const now = parseInstant('2026-11-22T03:00:00.400Z');
const day = hours(24);
const issuer = { notBefore: plusSeconds(now, -365 * day), notAfter: plusSeconds(now, 3650 * day) };
const before = (s: number) => plusSeconds(now, -s);
const at = (s: number) => ({ thisUpdate: before(s), scheduledAt: before(s) });
const why = (last: Parameters<typeof whyDue>[0]['last'], outdated = false, rhythm = issuingRhythm) =>
  whyDue({ last, outdated, rhythm, now });

describe('a CRL is due', () => {
  it('where there is none', () => expect(why(null)).toBe('scheduled'));

  it('a day after the last scheduled one, not a second earlier', () => {
    expect(why(at(day - 1))).toBeNull();
    expect(why(at(day))).toBe('scheduled');
  });

  it('a day after the last scheduled one also when one was made between for a revocation', () => {
    expect(why({ thisUpdate: before(60), scheduledAt: before(day) })).toBe('scheduled');
  });

  it('at once when it does not say what it should', () => {
    expect(why(at(5), true)).toBe('changed');
  });

  it('when the last one is dated by a clock that was ahead: no reader takes it', () => {
    expect(why({ thisUpdate: plusSeconds(now, 60), scheduledAt: before(60) })).toBe('scheduled');
    expect(why({ thisUpdate: before(60), scheduledAt: plusSeconds(now, 60) })).toBe('scheduled');
  });

  it('of a root a month before the end of the last, while that is still good', () => {
    expect(why(at(334 * day), false, rootRhythm)).toBeNull();
    expect(why(at(335 * day), false, rootRhythm)).toBe('scheduled');
    expect(rootRhythm.goodFor - rootRhythm.every).toBe(30 * day);
  });

  it('leaves six days for a signer that is away', () => {
    expect(issuingRhythm.goodFor - issuingRhythm.every).toBe(6 * day);
    expect(abandonedAfter).toBeLessThan(issuingRhythm.every);
  });
});

describe('the dates of a CRL', () => {
  const dates = (previous: number | null, differing = {}) =>
    crlDates({
      previous: previous === null ? null : { thisUpdate: plusSeconds(now, previous) },
      rhythm: issuingRhythm,
      now,
      issuer,
      ...differing,
    });

  it('are whole seconds: ten minutes back for slow clocks, a week ahead', () => {
    expect(dates(null)).toEqual({
      thisUpdate: parseInstant('2026-11-22T02:50:00Z'),
      nextUpdate: parseInstant('2026-11-29T03:00:00Z'),
    });
  });

  it('rise by a second when the one before is as young as that', () => {
    const previous = instant(dates(null).thisUpdate);
    const next = crlDates({ previous: { thisUpdate: previous }, rhythm: issuingRhythm, now, issuer });
    expect(next.thisUpdate).toBe(plusSeconds(previous, 1));
  });

  it('do not follow one that is dated in the future', () => {
    expect(dates(minutes(5)).thisUpdate).toBe(dates(null).thisUpdate);
  });

  it('stay within the life of the issuer', () => {
    const young = { notBefore: before(30), notAfter: plusSeconds(now, 2 * day) };
    expect(dates(null, { issuer: young })).toEqual({ thisUpdate: young.notBefore, nextUpdate: young.notAfter });
  });

  it('rise strictly over a hundred CRLs within a minute', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(gaps, (ms) => {
        let [clock, last] = [now, crlDates({ previous: null, rhythm: issuingRhythm, now, issuer }).thisUpdate];
        for (const gap of ms) {
          clock = instant(clock + gap);
          const next = crlDates({ previous: { thisUpdate: last }, rhythm: issuingRhythm, now: clock, issuer });
          expect(next.thisUpdate).toBeGreaterThan(last);
          expect(next.thisUpdate).toBeLessThanOrEqual(clock);
          last = next.thisUpdate;
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the number of a CRL (RFC 5280 5.2.3)', () => {
  it('is the second of its making', () => {
    expect(nextCrlNumber({ last: null, now })).toBe(Math.floor(now / 1000));
  });

  it('rises whatever the clock does, and is above every second passed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: Date.UTC(2200, 0) })), (clocks) => {
        let last: number | null = null;
        for (const clock of clocks) {
          const next = nextCrlNumber({ last, now: instant(clock) });
          expect(next).toBeGreaterThan(last ?? -1);
          expect(next).toBeGreaterThanOrEqual(Math.floor(clock / 1000));
          last = next;
        }
      }),
    );
  });
});

describe('a CRL that comes from elsewhere', () => {
  const from = parseInstant('2026-01-01T00:00:00Z');
  const after = (days: number) => plusSeconds(from, hours(24 * days));
  it.each([
    [365, 334, false],
    [365, 335, true],
    [90, 80, false],
    [90, 81, true],
    [30, 31, true],
  ])('of %i days grows old after its last month or tenth: after %i days %s', (life, age, old) => {
    expect(isGrowingOld({ thisUpdate: from, nextUpdate: after(life) }, after(age))).toBe(old);
  });
});
