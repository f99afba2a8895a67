import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { fileOf, type PackedFile, tarOf } from './tar.ts';

function unpacked(archive: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-tar-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  execFileSync('tar', ['--extract', '--directory', folder], { input: archive });
  return folder;
}

it('GNU tar unpacks every file as it went in, whatever its length', () => {
  const contents = fc.array(fc.uint8Array({ maxLength: 1100 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(contents, (all) => {
      const files = all.map((content, i): PackedFile => ({ path: `a/${i}`, content, executable: i % 2 === 0 }));
      const folder = unpacked(tarOf(files, 1_000));
      for (const [i, content] of all.entries()) {
        expect(readFileSync(join(folder, `a/${i}`)).equals(content)).toBe(true);
        expect(lstatSync(join(folder, `a/${i}`)).mode & 0o777).toBe(i % 2 === 0 ? 0o755 : 0o644);
      }
    }),
    { numRuns: 20 },
  );
});

it('keeps links and times, and belongs to root', () => {
  const archive = tarOf([fileOf('bin/program', 'x'), { path: 'bin/link', linkTo: 'program' }], 86_400);
  expect(readlinkSync(join(unpacked(archive), 'bin/link'))).toBe('program');
  const list = execFileSync('tar', ['--list', '--verbose', '--utc'], { input: archive, encoding: 'utf8' });
  expect(list.trim().split('\n')).toEqual([
    expect.stringMatching(/^drwxr-xr-x root\/root +0 1970-01-02 00:00 bin\/$/),
    expect.stringMatching(/^-rw-r--r-- root\/root +1 1970-01-02 00:00 bin\/program$/),
    expect.stringMatching(/^lrwxrwxrwx root\/root +0 1970-01-02 00:00 bin\/link -> program$/),
  ]);
});

it('has each folder once, before what is in it', () => {
  const archive = tarOf([fileOf('a/b/1', ''), fileOf('a/b/2', ''), fileOf('a/c/3', '')], 0);
  const list = execFileSync('tar', ['--list'], { input: archive, encoding: 'utf8' });
  expect(list.trim().split('\n')).toEqual(['a/', 'a/b/', 'a/b/1', 'a/b/2', 'a/c/', 'a/c/3']);
});

it('refuses a path that a header has no room for', () => {
  expect(() => tarOf([fileOf('x'.repeat(101), '')], 0)).toThrow(RangeError);
  expect(() => tarOf([fileOf('x'.repeat(100), '')], 0)).not.toThrow();
});
