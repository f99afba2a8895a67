import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '../der/octets.ts';
import type { Derivation } from './key-derivation.ts';
import { deriveOctets } from './key-derivation.ts';

const digest: Derivation['digest'] = (name, data) => new Uint8Array(hash(name.replace('-', ''), data, 'buffer'));
const derive = async (fields: Omit<Derivation, 'hash' | 'digest' | 'salt'> & { salt: string }) =>
  toHex(await deriveOctets({ ...fields, hash: 'SHA-1', digest, salt: Buffer.from(fields.salt, 'hex') }));

/** Vectors that OpenSSL, Botan and Bouncy Castle test themselves with. */
const smeg = { password: 'smeg', iterations: 1 };
const queeg = { password: 'queeg', iterations: 1_000 };

describe('the key derivation of PKCS#12 (RFC 7292 B.2)', () => {
  it.each([
    [
      { ...smeg, purpose: 'key', salt: '0a58cf64530d823f', length: 24 },
      '8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3',
    ],
    [{ ...smeg, purpose: 'iv', salt: '0a58cf64530d823f', length: 8 }, '79993dfe048d3b76'],
    [{ ...smeg, purpose: 'mac', salt: '3d83c0e4546ac140', length: 20 }, '8d967d88f6caa9d714800ab3d48051d63f73a312'],
    [
      { ...queeg, purpose: 'key', salt: '05dec959acff72f7', length: 24 },
      'ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4',
    ],
    [{ ...queeg, purpose: 'iv', salt: '05dec959acff72f7', length: 8 }, '11dedad7758d4860'],
    [{ ...queeg, purpose: 'mac', salt: '263216fcc2fab31c', length: 20 }, '5ec4c7a80df652294c3925b6489a7ab857c83476'],
  ] as const)('of %o is %s', async (fields, expected) => {
    expect(await derive(fields)).toBe(expected);
  });

  it('is the same with a digest that answers later', async () => {
    const fields = { ...smeg, purpose: 'mac', hash: 'SHA-256', salt: new Uint8Array(16).fill(1), length: 32 } as const;
    const later: Derivation['digest'] = async (name, data) => digest(name, data);
    expect(await deriveOctets({ ...fields, digest: later })).toEqual(await deriveOctets({ ...fields, digest }));
  });

  it('works without password and without salt', async () => {
    expect(await derive({ password: '', iterations: 1, purpose: 'mac', salt: '', length: 20 })).toHaveLength(40);
  });
});
