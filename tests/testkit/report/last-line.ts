import { writeSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Ends the output with `tests: N passed, N failed, N skipped`. What broke outside of a test (a file that did not load,
 * a hook, an error that nobody caught, an interrupted run) counts as failed, so that 0 failed means that all is well.
 * What passed only when it was tried again is named above that line: it is no success to be proud of.
 */
export class LastLine implements Reporter {
  readonly #repeat: string;
  #ended: readonly Counts[] = [];
  #outside = 1;
  #again: readonly string[] = [];

  /** `repeat`: how this run's chance is had again, printed before the last line. */
  constructor(repeat: string) {
    this.#repeat = repeat;
  }

  onInit(): void {
    // Vitest prints its own summary and closes what it started after the run: only the process's end is the end.
    process.once('exit', () => writeSync(1, [...this.#again, this.#repeat, this.#line(), ''].join('\n')));
  }

  onTestModuleEnd(module: TestModule): void {
    this.#ended = [...this.#ended, countsOf(module)];
    this.#again = [...this.#again, ...passedAgain(module)];
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[], reason: TestRunEndReason): void {
    this.#ended = modules.map(countsOf);
    this.#outside = unhandled.length + (reason === 'interrupted' ? 1 : 0);
  }

  /** Where the run has not come to its end, that is one failure more. */
  #line(): string {
    const sum = (key: keyof Counts) => this.#ended.reduce((total, counts) => total + counts[key], 0);
    return `tests: ${sum('passed')} passed, ${sum('failed') + this.#outside} failed, ${sum('skipped')} skipped`;
  }
}

function passedAgain(module: TestModule): readonly string[] {
  const again = (test: TestCase) => test.result().state === 'passed' && (test.diagnostic()?.retryCount ?? 0) > 0;
  return [...module.children.allTests()]
    .filter(again)
    .map((test) => `passed only when tried again: ${module.relativeModuleId} > ${test.fullName}`);
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
