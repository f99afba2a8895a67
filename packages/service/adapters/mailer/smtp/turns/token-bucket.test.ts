import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullBucket, isFull, type Rate, takeToken, untilToken } from './token-bucket.ts';

const rates = fc.record({
  perSecond: fc.double({ min: 0.1, max: 1_000, noNaN: true }),
  burst: fc.integer({ min: 1, max: 50 }),
});
/** Milliseconds between tries; a clock that goes back among them. */
const steps = fc.array(fc.integer({ min: -50, max: 2_000 }), { maxLength: 200 });

/** The times at which tokens were had, with a try after each step. */
function takenAt(rate: Rate, waits: readonly number[]): readonly number[] {
  let [now, bucket] = [0, fullBucket(rate, 0)];
  return waits.flatMap((wait) => {
    now += wait;
    const next = takeToken(bucket, rate, now);
    bucket = next ?? bucket;
    return next ? [now] : [];
  });
}

describe('a token bucket', () => {
  it('gives at most the burst and what the rate brings, in every stretch of time', () => {
    fc.assert(
      fc.property(rates, steps, (rate, waits) => {
        const forward = waits.map(Math.abs);
        const times = takenAt(rate, forward);
        for (const [i, from] of times.entries()) {
          for (const [j, to] of times.entries()) {
            if (j < i) continue;
            const most = rate.burst + ((to - from) * rate.perSecond) / 1000;
            expect(j - i + 1).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }),
    );
  });

  it('has one when the time that it named has passed, and none a millisecond and more before', () => {
    fc.assert(
      fc.property(rates, fc.nat(50), fc.integer({ min: 0, max: 10_000 }), (rate, takes, start) => {
        let bucket = fullBucket(rate, start);
        for (let i = 0; i < takes; i++) bucket = takeToken(bucket, rate, start) ?? bucket;
        const wait = untilToken(bucket, rate, start);
        expect(takeToken(bucket, rate, start + wait + 1)).not.toBeNull();
        if (wait > 1) expect(takeToken(bucket, rate, start + wait - 2)).toBeNull();
        expect(wait).toBeLessThanOrEqual(Math.ceil(1000 / rate.perSecond));
      }),
    );
  });

  it('gives nothing more for a clock that goes back', () => {
    fc.assert(
      fc.property(rates, steps, (rate, waits) => {
        const backwards = waits.map((wait) => -Math.abs(wait));
        expect(takenAt(rate, backwards).length).toBeLessThanOrEqual(rate.burst);
      }),
    );
  });

  it('is full at the start and again after its burst’s time, and never holds more', () => {
    const rate = { perSecond: 2, burst: 3 };
    const bucket = takeToken(fullBucket(rate, 0), rate, 0);
    if (bucket === null) throw new Error('a full bucket has one');
    expect([isFull(bucket, rate, 0), isFull(bucket, rate, 499), isFull(bucket, rate, 500)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(takenAt(rate, [60_000, 0, 0, 0, 0])).toHaveLength(3);
  });
});
