import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestAtOnce } from './digests.ts';

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex');
const ascii = (text: string) => new TextEncoder().encode(text);

describe('digests without promises', () => {
  it('gives the digests of FIPS 180-4 for "abc" and for two blocks', () => {
    const twoBlocks = ascii('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq');
    expect(hex(digestAtOnce('SHA-1', ascii('abc')))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(hex(digestAtOnce('SHA-1', twoBlocks))).toBe('84983e441c3bd26ebaae4aa1f95129e5e54670f1');
    expect(hex(digestAtOnce('SHA-256', ascii('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(hex(digestAtOnce('SHA-256', twoBlocks))).toBe(
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    );
  });

  it('gives the digests of OpenSSL for octets of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('SHA-1', 'SHA-256'), (octets, hash) => {
        const expected = createHash(hash.replace('-', '').toLowerCase()).update(octets).digest('hex');
        expect(hex(digestAtOnce(hash, new Uint8Array(octets)))).toBe(expected);
      }),
    );
  });
});
