/** Chance that can be had again: the same seed draws the same. */
export interface Luck {
  /** A whole number from 0 up to `limit - 1`. */
  below(limit: number): number;
  /** True in this share of the cases (0 to 1). */
  strikes(share: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** Mulberry32: 32 bits of state are plenty for choosing what a test tries. */
export function luck(seed: number): Luck {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    strikes: (share) => next() < share,
    pick(from) {
      const picked = from[Math.floor(next() * from.length)];
      if (picked === undefined) throw new RangeError('there is nothing to pick from');
      return picked;
    },
  };
}

/** The run's seed, printed at its end, mixed with the test's own. */
export const luckOfTheRun = (own: number): Luck => luck(Number(process.env.KOSHIN_TEST_SEED) + own);
