import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { secretOf } from './ask-secret.ts';

function file(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'secret');
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

it.each([
  ['271828\n', '271828'],
  ['271828', '271828'],
  ['271828\r\n', '271828'],
  ['271828\nset by Taro in June\n', '271828'],
  [' 27 18 28 \n', ' 27 18 28 '],
  ['暗証番号\n', '暗証番号'],
  ['\uFEFF271828\r\n', '271828'],
  ['\n271828\n', ''],
  ['', ''],
])('of a file that holds %j the secret is %j: the first line, blanks and all', async (content, secret) => {
  expect(await secretOf(file(content), 'PIN: ')).toBe(secret);
});

it('a file that is named and not there is told, and nobody is asked in its place', async () => {
  const asked = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => asked.mockRestore());
  expect(() => secretOf('/nowhere/secret', 'PIN: ')).toThrow('ENOENT');
  expect(asked).not.toHaveBeenCalled();
});

it('where there is neither file nor terminal there is no secret, and no question either', async () => {
  const asked = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => asked.mockRestore());
  expect(process.stdin.isTTY).not.toBe(true);
  expect(await secretOf(undefined, 'PIN: ')).toBeNull();
  expect(asked).not.toHaveBeenCalled();
});
