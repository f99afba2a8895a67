import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeIso2022Jp } from './iso-2022-jp.ts';

/** Text of octets as Python's codec reads them, which knows nothing of ours. */
function readByPython(octets: Uint8Array): string {
  const program = 'import sys; sys.stdout.buffer.write(sys.stdin.buffer.read().decode("iso2022_jp").encode("utf-8"))';
  const { status, stdout, stderr, error } = spawnSync('python3', ['-c', program], { input: octets });
  if (error) throw new Error(`python3 cannot be run (${error.message}): install the package python3`);
  if (status !== 0) throw new Error(String(stderr));
  return stdout.toString('utf8');
}

function encoded(text: string): Uint8Array {
  const octets = encodeIso2022Jp(text);
  if (octets === null) throw new Error(`not encoded: ${text}`);
  return octets;
}

describe('ISO-2022-JP (RFC 1468)', () => {
  it('escapes to JIS X 0208 and back, and ends in ASCII', () => {
    expect(Buffer.from(encoded('a日本b')).toString('latin1')).toBe('a\x1b$BF|K\\\x1b(Bb');
    expect(Buffer.from(encoded('あ')).toString('latin1')).toBe('\x1b$B$"\x1b(B');
    expect(encoded('')).toHaveLength(0);
  });

  it('begins and ends every line in ASCII', () => {
    expect(Buffer.from(encoded('日\r\n本')).toString('latin1')).toBe('\x1b$BF|\x1b(B\r\n\x1b$BK\\\x1b(B');
  });

  it('of every character it has is read back by another’s decoder', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
      (one) => one > '\u007f' && one.isWellFormed() && encodeIso2022Jp(one) !== null,
    );
    // JIS X 0208 has 6,879 characters; seven are left to UTF-8.
    expect(all).toHaveLength(6_872);
    const text = all.join('\n');
    expect(readByPython(encoded(text))).toBe(text);
  });

  it.each([
    '①',
    '㈱',
    '髙',
    '𠮷',
    'ｶﾅ',
    '～',
    '〜',
    '－',
    '−',
    '—',
    '―',
    '∥',
    '‖',
    '¢',
    '￠',
    '£',
    '￢',
    'é',
    '😀',
    '\u001b',
  ])('has no %s, or readers differ about it', (character) => {
    expect(encodeIso2022Jp(`a${character}`)).toBeNull();
  });

  it('never has an octet above 0x7e', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect((encodeIso2022Jp(text) ?? []).every((octet) => octet < 0x80)).toBe(true);
      }),
    );
  });
});
