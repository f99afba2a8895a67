import { writeSync } from 'node:fs';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Ends the output with `tests: N passed, N failed, N skipped`. What broke outside of a test (a file that did not load,
 * a hook, an error that nobody caught, an interrupted run) counts as failed, so that 0 failed means that all is well.
 */
export class LastLine implements Reporter {
  counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  readonly #repeat: string;

  /** `repeat`: how this run's chance is had again, printed before the last line. */
  constructor(repeat: string) {
    this.#repeat = repeat;
  }

  onInit(): void {
    // Vitest prints its own summary and closes what it started after the run: only the process's end is the end.
    process.once('exit', () => writeSync(1, `${this.#repeat}\n${lineOf(this.counts)}\n`));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[], reason: TestRunEndReason): void {
    const all = modules.map(countsOf);
    const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0);
    const outside = unhandled.length + (reason === 'interrupted' ? 1 : 0);
    this.counts = { passed: sum('passed'), failed: sum('failed') + outside, skipped: sum('skipped') };
  }
}

export function lineOf({ passed, failed, skipped }: Counts): string {
  return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function countsOf(module: TestModule): Counts {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const suites = [...module.children.allSuites()];
  const outside = [module.errors(), ...suites.map((suite) => suite.errors())].filter((errors) => errors.length > 0);
  const count = (state: string) => states.filter((one) => one === state).length;
  const failed = count('failed') + outside.length;
  // A module that failed without saying where still failed.
  const hidden = module.state() === 'failed' && failed === 0 ? 1 : 0;
  return { passed: count('passed'), failed: failed + hidden, skipped: count('skipped') + count('pending') };
}
