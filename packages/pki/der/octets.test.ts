import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOctets, concatOctets, sameOctets, toBigInt, toHex } from './octets.ts';

const octets = fc.uint8Array({ maxLength: 40 });

describe('octets', () => {
  it('are the same when length and every octet are', () => {
    fc.assert(
      fc.property(octets, octets, (a, b) => {
        expect(sameOctets(a, b)).toBe(Buffer.compare(a, b) === 0);
        expect(sameOctets(a, new Uint8Array(a))).toBe(true);
      }),
    );
    expect(sameOctets(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  });

  it('are ordered as X.690 11.6 says: the shorter as if zeros followed', () => {
    expect(compareOctets(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(0);
    expect(compareOctets(Uint8Array.of(1), Uint8Array.of(1, 1))).toBeLessThan(0);
    expect(compareOctets(Uint8Array.of(2), Uint8Array.of(1, 9))).toBeGreaterThan(0);
  });

  it('are written in hexadecimal as Node does', () => {
    fc.assert(
      fc.property(octets, (a) => {
        expect(toHex(a)).toBe(Buffer.from(a).toString('hex'));
      }),
    );
  });

  it('spell a number, big-endian', () => {
    expect(toBigInt(new Uint8Array())).toBe(0n);
    expect(toBigInt(Uint8Array.of(1, 0, 255))).toBe(0x1_00_ffn);
  });

  it('are joined in order', () => {
    fc.assert(
      fc.property(fc.array(octets), (parts) => {
        expect(toHex(concatOctets(...parts))).toBe(parts.map(toHex).join(''));
      }),
    );
  });
});
