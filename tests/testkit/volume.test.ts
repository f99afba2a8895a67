import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { volume } from './volume.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the volume of tests', () => {
  it.each([
    ['full', 1000],
    ['usual', 10],
    [undefined, 10],
  ])('with KOSHIN_TEST_VOLUME %s is %i of 10 and 1000', (setting, amount) => {
    vi.stubEnv('KOSHIN_TEST_VOLUME', setting);
    expect(volume({ usual: 10, full: 1000 })).toBe(amount);
  });

  it('and the seed of the run hold for every property', () => {
    const { seed, numRuns } = fc.readConfigureGlobal();
    expect(seed).toBe(Number(process.env.KOSHIN_TEST_SEED));
    expect(Number.isInteger(seed)).toBe(true);
    expect(numRuns).toBe(process.env.KOSHIN_TEST_VOLUME === 'full' ? 5_000 : 100);
  });
});
