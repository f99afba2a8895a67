import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const ciRun = join(import.meta.dirname, '..', '..', '..', '.ci', 'run');

/** `.ci/run` with an npm that only prints the lines and ends with the status. */
function ciRunWith(npm: { readonly prints: readonly string[]; readonly status: number }): {
  readonly status: number | null;
  readonly lines: readonly string[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-ci-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const says = npm.prints.map((line) => `echo '${line}'`).join('\n');
  const script = `#!/bin/sh\necho "npm $* in CI=$CI"\n${says}\nexit ${npm.status}\n`;
  writeFileSync(join(folder, 'npm'), script, { mode: 0o755 });
  const { status, stdout } = spawnSync('bash', [ciRun], {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH}` },
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

describe('.ci/run', () => {
  it('runs npm test in CI and ends with its line', () => {
    const line = 'tests: 812 passed, 0 failed, 0 skipped';
    const run = ciRunWith({ prints: ['all is well', line], status: 0 });
    expect(run).toEqual({ status: 0, lines: ['npm test in CI=true', 'all is well', line] });
  });

  it('fails with npm, and ends with the line also where npm goes on talking', () => {
    const line = 'tests: 811 passed, 1 failed, 0 skipped';
    const { status, lines } = ciRunWith({ prints: [line, 'npm error code 1'], status: 7 });
    expect(status).toBe(7);
    expect(lines.slice(-2)).toEqual(['npm error code 1', line]);
  });

  it.each([
    ['no test ran', 'tests: 0 passed, 0 failed, 0 skipped'],
    ['a test failed unnoticed by npm', 'tests: 9 passed, 1 failed, 0 skipped'],
  ])('fails where %s', (_what, line) => {
    const { status, lines } = ciRunWith({ prints: [line], status: 0 });
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe(line);
  });

  it('fails with a line of its own where the tests were not reached', () => {
    const { status, lines } = ciRunWith({ prints: ['error TS2322'], status: 2 });
    expect(status).toBe(2);
    expect(lines.slice(1)).toEqual([
      'error TS2322',
      'The tests did not run to their end; what is above says why.',
      'tests: 0 passed, 0 failed, 0 skipped',
    ]);
  });
});
