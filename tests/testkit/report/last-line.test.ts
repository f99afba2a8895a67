import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const vitest = join(root, 'node_modules', 'vitest');
const config = `
import { LastLine } from '${join(import.meta.dirname, 'last-line.ts')}';
export default { test: { reporters: ['default', new LastLine('again with seed 7')] } };`;

/** A run of vitest over these files: its exit code and the last two lines of its standard output. */
function run(
  files: Readonly<Record<string, string>>,
  ...words: readonly string[]
): { status: number | null; end: readonly string[]; stdout: string } {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-last-line-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(vitest, join(folder, 'node_modules', 'vitest'));
  writeFileSync(join(folder, 'vitest.config.ts'), config);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), `import { expect, it, describe, beforeAll } from 'vitest';\n${text}`);
  }
  const { status, stdout } = spawnSync(process.execPath, [join(vitest, 'vitest.mjs'), 'run', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  return { status, end: stdout.trimEnd().split('\n').slice(-2), stdout };
}

const passing = `it('passes', () => expect(1).toBe(1));`;
const line = (counts: string) => ['again with seed 7', `tests: ${counts}`];

describe('the last line of a run', () => {
  it('counts what passed, failed and was skipped', () => {
    const text = `${passing}\nit('fails', () => expect(1).toBe(2));\nit['skip']('waits', () => {});\nit['todo']('comes');`;
    expect(run({ 'a.test.ts': text, 'b.test.ts': passing })).toMatchObject({
      status: 1,
      end: line('2 passed, 1 failed, 2 skipped'),
    });
  });

  it('says 0 failed only for a run that ended well', () => {
    expect(run({ 'a.test.ts': passing })).toMatchObject({ status: 0, end: line('1 passed, 0 failed, 0 skipped') });
  });

  it.each([
    ['a file that does not load', `import './missing.ts';\n${passing}`, '1 passed, 1 failed, 0 skipped'],
    [
      'a hook that fails',
      `describe('d', () => { beforeAll(() => { throw new Error('x'); }); ${passing} });`,
      '1 passed, 1 failed, 1 skipped',
    ],
    [
      'an error that nobody catches',
      `it('leaves one', async () => { Promise.reject(new Error('x')); await new Promise((r) => setTimeout(r, 50)); });`,
      '2 passed, 1 failed, 0 skipped',
    ],
  ])('counts as failed %s', (_what, text, counts) => {
    expect(run({ 'a.test.ts': text, 'b.test.ts': passing })).toMatchObject({ status: 1, end: line(counts) });
  });

  it('counts what it came to, and one failure, when it is ended from outside', () => {
    const ending = `it('ends all', () => void process.kill(process.ppid, 'SIGTERM'));`;
    const { status, end } = run(
      { 'a.test.ts': passing, 'b.test.ts': `${passing}\n${ending}` },
      '--no-file-parallelism',
    );
    expect(status).not.toBe(0);
    expect(end[1]).toMatch(/^tests: [0-2] passed, 1 failed, 0 skipped$/);
  });

  it('names what passed only when it was tried again', () => {
    const text = `let tries = 0;\nit('is lucky', { retry: 1 }, () => expect(tries++).toBe(1));`;
    const { stdout, status } = run({ 'a.test.ts': text });
    expect(status).toBe(0);
    expect(stdout).toContain('passed only when tried again: a.test.ts > is lucky\nagain with seed 7\n');
    expect(run({ 'a.test.ts': passing }).stdout).not.toContain('tried again');
  });

  it('counts nothing where there is nothing, which is no success', () => {
    expect(run({})).toMatchObject({ status: 1, end: line('0 passed, 0 failed, 0 skipped') });
  });
});
