import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { askSecret } from './ask-secret.ts';

function terminal() {
  const setRawMode = vi.fn<(raw: boolean) => void>();
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode });
  const shown: string[] = [];
  const output = { write: (text: string) => shown.push(text) > 0 };
  return { input, output, setRawMode, shown };
}

describe('a secret asked at the terminal', () => {
  it.each([
    ['as typed', ['鍵の合言葉\r'], '鍵の合言葉'],
    ['key by key', ['a', 'b', ' ', 'c', '\n'], 'ab c'],
    ['without what was erased', ['ab\u007f', '\u0008c\u007f\u007fd\r'], 'd'],
    ['up to Ctrl+D', ['ab\u0004'], 'ab'],
    ['without what comes after it', ['ab\rcd\r'], 'ab'],
    ['as none when given up', ['ab\u0003'], null],
    ['as none when empty', ['\r'], null],
    ['as none when erased', ['a\u007f\r'], null],
  ])('is taken %s', async (_, typed, secret) => {
    const { input, output } = terminal();
    const asked = askSecret({ input, output }, 'Secret: ');
    for (const text of typed) input.write(text);
    expect(await asked).toBe(secret);
  });

  it('is shown nowhere, and the terminal is as it was afterwards', async () => {
    const { input, output, setRawMode, shown } = terminal();
    const asked = askSecret({ input, output }, 'Secret: ');
    expect(setRawMode.mock.calls).toEqual([[true]]);
    input.write('correct horse\r');
    await asked;
    expect(shown).toEqual(['Secret: ', '\n']);
    expect(setRawMode.mock.calls).toEqual([[true], [false]]);
  });

  it('is none when the terminal goes away', async () => {
    const { input, output, setRawMode } = terminal();
    const asked = askSecret({ input, output }, 'Secret: ');
    input.end('correct');
    expect(await asked).toBeNull();
    expect(setRawMode).toHaveBeenLastCalledWith(false);
  });

  it('is not asked where nobody is', async () => {
    const { output, shown } = terminal();
    expect(await askSecret({ input: new PassThrough(), output }, 'Secret: ')).toBeNull();
    expect(shown).toEqual([]);
  });

  it('is not echoed by a real terminal', async () => {
    const program = fileURLToPath(new URL('testing/ask-process.ts', import.meta.url));
    const child = spawn('script', ['-qefc', `"${process.execPath}" "${program}"`, '/dev/null']);
    let seen = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!seen.includes('Secret: ') && `${seen}${text}`.includes('Secret: ')) child.stdin.write('correct horse\r');
      seen += text;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(seen.replaceAll('\r', '')).toBe('Secret: \n13 given\n');
  });
});
