import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { StartError } from '../configuration/start-error.ts';
import { readPassphrase } from './passphrase.ts';

const folder = mkdtempSync(join(tmpdir(), 'koshin-passphrase-'));
afterAll(() => rmSync(folder, { recursive: true }));

function person(isTTY: boolean, env: Record<string, string> = {}) {
  const shown: string[] = [];
  const input = Object.assign(new PassThrough(), { isTTY });
  return { terminal: { input, output: { write: (text: string) => shown.push(text) > 0 } }, env, shown };
}

describe('the passphrase of the CA keys', () => {
  it.each(['correct horse', 'correct horse\n', 'correct horse\r\n'])(
    'is the text of its file (%j)',
    async (content) => {
      const path = join(folder, 'passphrase');
      writeFileSync(path, content);
      expect(await readPassphrase({ from: 'file', path }, person(false))).toBe('correct horse');
    },
  );

  it('cannot be read from a file that is not there, which is named', async () => {
    const path = join(folder, 'none');
    await expect(readPassphrase({ from: 'file', path }, person(true))).rejects.toThrow(
      new StartError(`The file ${path} cannot be read (ENOENT).`),
    );
  });

  it('is the setting as it stands there', async () => {
    expect(await readPassphrase({ from: 'setting', text: ' 鍵 ' }, person(false))).toBe(' 鍵 ');
  });

  it('is asked of the person who starts Koshin, in his language', async () => {
    const at = person(true, { LANG: 'ja_JP.UTF-8' });
    const asked = readPassphrase({ from: 'terminal' }, at);
    at.terminal.input.write('correct horse\r');
    expect(await asked).toBe('correct horse');
    expect(at.shown).toEqual(['認証局の鍵のパスフレーズ: ', '\n']);
  });

  it('is missed by name where nobody can be asked', async () => {
    await expect(readPassphrase({ from: 'terminal' }, person(false))).rejects.toThrow(
      'KOSHIN_KEY_PASSPHRASE_FILE or KOSHIN_KEY_PASSPHRASE is needed, or somebody at the terminal',
    );
  });
});
