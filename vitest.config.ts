import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LastLine } from './tests/testkit/report/last-line.ts';

const seed = process.env.KOSHIN_TEST_SEED ?? String(randomInt(2 ** 31));

/** Browsers and services in numbers of their own would starve each other on a small machine: one file at a time. */
const oneByOne = { maxWorkers: 1, testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig(({ mode }) => ({
  test: {
    reporters: ['default', new LastLine(`seed: ${seed} (again with KOSHIN_TEST_SEED=${seed})`)],
    globalSetup: ['./tests/testkit/postgres/global-setup.ts', './tests/testkit/screenshots.ts'],
    setupFiles: './tests/testkit/chance.ts',
    env: { KOSHIN_TEST_SEED: seed, KOSHIN_TEST_VOLUME: mode === 'full' ? 'full' : 'usual', TZ: 'UTC' },
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Real browsers and killed processes share a small machine in CI: what fails there is tried once more, and told.
    retry: process.env.CI === 'true' ? 1 : 0,
    testTimeout: mode === 'full' ? 600_000 : 20_000,
    // Groups run one after the other: the quick answers first.
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{packages,scripts}/**/*.test.{ts,tsx}'], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: 'testkit', include: ['tests/testkit/**/*.test.ts'], ...oneByOne, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          ...oneByOne,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...oneByOne, sequence: { groupOrder: 2 } },
      },
      {
        extends: true,
        // A customer mostly waits: for the second in which the checks can be read, for a はい that is deaf at first.
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          ...oneByOne,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
}));
