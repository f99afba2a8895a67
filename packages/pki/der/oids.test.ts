import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './octets.ts';
import { decodeOidContent, encodeOid, oids } from './oids.ts';

describe('object identifiers (X.690 8.19)', () => {
  it('encodes the example of 8.19.5', () => {
    expect(toHex(encodeOid('2.100.3'))).toBe('0603813403');
  });

  it('encodes rsaEncryption as everybody does', () => {
    expect(toHex(encodeOid(oids.rsaEncryption))).toBe('06092a864886f70d010101');
  });

  it('comes back the same', () => {
    const arc = fc.maxSafeNat().map((n) => n % 10 ** 15);
    const dotted = fc
      .tuple(fc.nat(2), arc, fc.array(arc, { maxLength: 8 }))
      .map(([root, second, rest]) => [root, root < 2 ? second % 40 : second % 10 ** 14, ...rest].join('.'));
    fc.assert(
      fc.property(dotted, (oid) => {
        expect(decodeOidContent(encodeOid(oid).subarray(2))).toBe(oid);
      }),
    );
  });

  it('knows each name of its table by one identifier of its own', () => {
    const values = Object.values(oids);
    expect(new Set(values).size).toBe(values.length);
    for (const oid of values) expect(decodeOidContent(encodeOid(oid).subarray(2))).toBe(oid);
  });

  it.each([
    ['no octets', []],
    ['a leading 0x80', [0x2a, 0x80, 0x01]],
    ['an arc cut off', [0x2a, 0x86]],
    ['an arc beyond 2^53', [0x2a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]],
    ['more than 127 octets', Array.from({ length: 128 }, () => 1)],
  ])('refuses content with %s', (_, content) => {
    expect(decodeOidContent(Uint8Array.from(content))).toBeUndefined();
  });

  it('refuses to encode what is no identifier', () => {
    for (const text of ['', '1', '3.1', '1.40', '1.2.', '1.02', '1.2.x', '0.-1']) {
      expect(() => encodeOid(text)).toThrow(RangeError);
    }
  });
});
