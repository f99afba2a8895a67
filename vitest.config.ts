import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LastLine } from './tests/testkit/report/last-line.ts';

const seed = process.env.KOSHIN_TEST_SEED ?? String(randomInt(2 ** 31));

/**
 * Files with browsers, services and databases of their own mostly wait, for the disk and for one another: two at a time
 * keep a small machine busy, more would starve each other.
 */
const twoByTwo = { maxWorkers: 2, testTimeout: 120_000, hookTimeout: 120_000 };

/**
 * Real browsers and killed processes on a small machine in CI: what fails there is tried once more, and what passed only
 * then is named at the end of the run, to be looked into.
 */
const triedAgain = { retry: process.env.CI === 'true' ? 1 : 0 };

export default defineConfig(({ mode }) => ({
  test: {
    reporters: ['default', new LastLine(`seed: ${seed} (again with KOSHIN_TEST_SEED=${seed})`)],
    globalSetup: ['./tests/testkit/postgres/global-setup.ts', './tests/testkit/screenshots.ts'],
    setupFiles: './tests/testkit/chance.ts',
    env: { KOSHIN_TEST_SEED: seed, KOSHIN_TEST_VOLUME: mode === 'full' ? 'full' : 'usual', TZ: 'UTC' },
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // What a page shows after a press comes when it comes: only that it comes is claimed.
    expect: { poll: { timeout: 10_000 } },
    testTimeout: mode === 'full' ? 600_000 : 20_000,
    // A hook may start a database or a service.
    hookTimeout: 60_000,
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
        test: { name: 'testkit', include: ['tests/testkit/**/*.test.ts'], ...twoByTwo, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'conformance',
          include: ['tests/conformance/**/*.test.ts'],
          ...twoByTwo,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          ...twoByTwo,
          ...triedAgain,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          ...twoByTwo,
          ...triedAgain,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}));
