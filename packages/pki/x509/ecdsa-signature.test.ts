import { verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { sign } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { element, encode, sequence, smallInteger } from '../der/writer.ts';
import { ecdsaSignatureFromRaw, ecdsaSignatureToRaw, parseEcdsaSignature } from './ecdsa-signature.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

describe('ECDSA-Sig-Value (RFC 5480 2.2.3)', () => {
  it('of the signature in RFC 6979 A.2.5 verifies with the key there', async () => {
    const r = 'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716';
    const s = 'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8';
    const x = Buffer.from('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6', 'hex').toString(
      'base64url',
    );
    const y = Buffer.from('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299', 'hex').toString(
      'base64url',
    );
    const key = { key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' } as const;
    expect(verify('sha256', Buffer.from('sample'), key, ecdsaSignatureFromRaw(hex(r + s)))).toBe(true);
  });

  it('comes back the same from the raw form', () => {
    for (const size of [32, 48] as const) {
      const octets = fc.uint8Array({ minLength: 2 * size, maxLength: 2 * size }).filter((raw) => {
        return raw.subarray(0, size).some(Boolean) && raw.subarray(size).some(Boolean);
      });
      fc.assert(
        fc.property(octets, (raw) => {
          expect(ecdsaSignatureToRaw(ecdsaSignatureFromRaw(raw), size)).toEqual(raw);
        }),
      );
    }
  });

  it('is what OpenSSL writes', () => {
    const key = keyOf('P-384');
    const der = sign(key.algorithm, key.privateKey, hex('00'));
    expect(ecdsaSignatureFromRaw(ecdsaSignatureToRaw(der, 48))).toEqual(der);
  });

  it.each([
    ['zero', encode(sequence(smallInteger(0), smallInteger(1)))],
    ['a negative number', encode(sequence(element(2, Uint8Array.of(0x80)), smallInteger(1)))],
    ['one number', encode(sequence(smallInteger(1)))],
    ['three numbers', encode(sequence(smallInteger(1), smallInteger(1), smallInteger(1)))],
    ['a number of 49 octets', encode(sequence(element(2, new Uint8Array(49).fill(1)), smallInteger(1)))],
    ['the raw form', new Uint8Array(64).fill(7)],
  ])('is refused with %s', (_, der) => {
    expect(() => parseEcdsaSignature(der)).toThrow('expected');
  });

  it('is not made from raw forms of other lengths, nor into one that is too short', () => {
    expect(() => ecdsaSignatureFromRaw(new Uint8Array(65))).toThrow(RangeError);
    expect(() => ecdsaSignatureToRaw(ecdsaSignatureFromRaw(new Uint8Array(96).fill(1)), 32)).toThrow(RangeError);
  });
});
