import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acquisitionCode, acquisitionCodeBytes, readAcquisitionCode } from './acquisition-code.ts';

const chance = fc.uint8Array({ minLength: acquisitionCodeBytes, maxLength: acquisitionCodeBytes });

describe('an acquisition code (R23)', () => {
  it('is sixteen letters and digits in groups of four, without those that look alike', () => {
    fc.assert(
      fc.property(chance, (bytes) => {
        expect(acquisitionCode(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
      }),
    );
  });

  it('carries every bit of its chance: other chance, other code', () => {
    fc.assert(
      fc.property(chance, fc.nat(8 * acquisitionCodeBytes - 1), (bytes, bit) => {
        const other = bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
        expect(acquisitionCode(other)).not.toBe(acquisitionCode(bytes));
      }),
    );
  });

  it('is read back however it is typed: small, without hyphens, with blanks, in full width', () => {
    fc.assert(
      fc.property(chance, (bytes) => {
        const code = acquisitionCode(bytes);
        const plain = code.replaceAll('-', '');
        const wide = code.replaceAll(/[0-9A-Z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
        for (const typed of [code, code.toLowerCase(), plain, code.replaceAll('-', ' '), ` ${code} `, wide]) {
          expect(readAcquisitionCode(typed)).toBe(plain);
        }
      }),
    );
  });

  it('is read with the letters that look like digits as these', () => {
    expect(readAcquisitionCode('OIlo-0000-0000-0000')).toBe('0110000000000000');
  });

  it.each([
    '',
    '0000-0000-0000-000',
    '0000-0000-0000-00000',
    'U000-0000-0000-0000',
    'あ000-0000-0000-0000',
    '*000-0000-0000-0000',
    ' '.repeat(49) + '0'.repeat(16),
  ])('is not what cannot be one: %j', (given) => {
    expect(readAcquisitionCode(given)).toBeNull();
  });

  it('is not made of too little chance', () => {
    expect(() => acquisitionCode(new Uint8Array(acquisitionCodeBytes - 1))).toThrow(RangeError);
  });
});
