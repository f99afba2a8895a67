import { spawn, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { softHsm } from '../../../tests/testkit/hsm/soft-hsm.ts';
import { filled } from './language.ts';
import { questions, told, troubles } from './token-words.ts';

const program = join(import.meta.dirname, 'koshin-helper.ts');

function bench(initialised = false) {
  const hsm = softHsm({ initialised });
  const folder = mkdtempSync(join(tmpdir(), 'koshin-token-init-'));
  onTestFinished(() => {
    hsm.remove();
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const env = { ...process.env, ...hsm.environment, LC_ALL: 'C', KOSHIN_HELPER_PKCS11_MODULE: hsm.module };
  const files = ['--so-pin-file', file('so-pin', '31415926\n'), '--pin-file', file('pin', '271828\r\n')];
  const init = (...args: string[]) =>
    spawnSync(process.execPath, [program, 'token', 'init', ...args], { encoding: 'utf8', env, input: '' });
  return { hsm, env, file, files, init };
}

describe('koshin-helper token init', () => {
  it('prepares a token with PINs of files, and prints the public key alone to be kept', () => {
    const { hsm, files, init } = bench();
    const done = init('--label', hsm.tokenLabel, ...files);
    expect(done.status, done.stderr).toBe(0);
    expect(createPublicKey(done.stdout).asymmetricKeyType).toBe('ec');
    expect(done.stderr).toMatch(/^USB key “koshin-test” is ready \(serial [0-9a-f]{16}\)\./);
    expect(hsm.tool(['--list-objects', '--type', 'privkey']).output).toContain('koshin-device-key');
  });

  it('says the same as JSON, and refuses with a code', () => {
    const { files, init } = bench();
    const done = JSON.parse(init('--label', 'Mihon', ...files, '--json').stdout);
    expect(done).toEqual({
      serial: expect.stringMatching(/^[0-9a-f]{16}$/),
      label: 'Mihon',
      deviceKey: expect.stringContaining('-----BEGIN PUBLIC KEY-----'),
    });
    const again = init('--label', 'Mihon', '--serial', done.serial, ...files, '--json');
    expect(again.status).toBe(1);
    expect(JSON.parse(again.stdout)).toEqual({
      refused: 'token-in-use',
      facts: { label: 'Mihon', serial: done.serial },
    });
    expect(init('--label', 'Mihon', '--serial', done.serial, '--erase', ...files).status).toBe(0);
  });

  it('refuses what it cannot do, in words, before anything is done', () => {
    const { hsm, file, files, init } = bench();
    expect(init(...files).stderr).toContain('Give it a name by --label');
    expect(init('--label', 'Mihon').stderr).toContain('No PIN was given.');
    const [soFlag = '', soFile = '', pinFlag = ''] = files;
    const short = init('--label', 'Mihon', soFlag, soFile, pinFlag, file('short', '1234'));
    expect(short).toMatchObject({ status: 1, stdout: '' });
    expect(short.stderr).toContain('PINs have 6 to 255 characters. Nothing was done');
    expect(init('--label', 'Mihon', '--pin', '271828').status).toBe(2);
    expect(hsm.tool(['--list-objects']).worked).toBe(false);
  });

  it('asks a person, shows no PIN, and takes no slip of the finger', async () => {
    const { env } = bench();
    const session = async (...typed: readonly string[]) => {
      const command = `"${process.execPath}" "${program}" token init --label Mihon`;
      const child = spawn('script', ['-qefc', command, '/dev/null'], { env });
      let seen = '';
      let asked = 0;
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        seen += text;
        const answers = seen.split(/PIN(?: again)?: /).length - 1;
        for (; asked < answers; asked += 1) child.stdin.write(`${typed[asked]}\r`);
      });
      const [code] = await once(child, 'close');
      return { code, seen };
    };
    const slipped = await session('31415926', '271828', '271829');
    expect(slipped).toMatchObject({ code: 1, seen: expect.stringContaining('The two entries are not the same.') });
    const done = await session('31415926', '271828', '271828');
    expect(done).toMatchObject({ code: 0, seen: expect.stringContaining('BEGIN PUBLIC KEY') });
    expect(slipped.seen + done.seen).not.toMatch(/31415926|27182/);
    // Ctrl+C.
    expect((await session('\u0003')).seen).toContain('No PIN was given.');
  });

  it('has words for everything, in both languages, with every fact filled in', () => {
    const facts = { n: 2, label: 'Mihon', serial: '12', least: 6, most: 32, answer: 'no' };
    for (const words of [...Object.values(troubles), ...Object.values(questions), told]) {
      for (const language of ['ja', 'en'] as const) expect(filled(words, facts, language)).not.toMatch(/[{}]|^$/);
    }
  });
});
