import { describe, expect, it } from 'vitest';
import { Given } from './given.ts';

const given = (options: Record<string, string>, files: Record<string, Uint8Array> = {}) =>
  new Given('ca init', {
    operand: null,
    options: new Map(Object.entries(options)),
    files: new Map(Object.entries(files)),
  });
const years = { min: 1, max: 40, otherwise: 20 };

describe('what was typed', () => {
  it('is taken by name, and what was not typed is null, false or the standard', () => {
    const some = given({ name: 'A root', root: '', years: '30', kind: 'P-384' });
    expect([some.text('name'), some.flag('root'), some.number('years', years)]).toEqual(['A root', true, 30]);
    expect(some.oneOf('kind', ['P-256', 'P-384'])).toBe('P-384');
    const none = given({});
    expect([none.text('name'), none.flag('root'), none.number('years', years)]).toEqual([null, false, 20]);
    expect(none.oneOf('kind', ['P-256', 'P-384'])).toBe('P-256');
  });

  it.each(['0', '41', '1.5', '-1', 'ten', '１０', '1e1'])('is no number of years when it is %s', (text) => {
    expect(() => given({ years: text }).number('years', years)).toThrow(
      `--years takes a whole number from 1 to 40, not ${text}`,
    );
  });

  it('is refused when it is none of the words, or missing where another option needs it', () => {
    expect(() => given({ kind: 'P-521' }).oneOf('kind', ['P-256'])).toThrow('--kind takes one of P-256, not P-521');
    expect(() => given({}).needed('passphrase-file')).toThrow('--passphrase-file is missing');
  });

  it('is a file in UTF-8, or refused', () => {
    const of = (octets: Uint8Array) => given({}, { file: octets }).file('file');
    expect(of(new TextEncoder().encode('金庫'))).toBe('金庫');
    expect(given({}).file('file')).toBeNull();
    // 金 in Shift_JIS
    expect(() => of(Uint8Array.of(0x8b, 0xe0))).toThrow('the file of --file is no text in UTF-8');
  });
});
