import { generateKeyPairSync } from 'node:crypto';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { encode } from '@koshin/pki/der/writer.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ecPublicKeyInfo, rsaPublicKeyInfo, rsaPublicKeyInfoOf } from './public-key-info.ts';

const octetsOf = (base64url: string | undefined) => new Uint8Array(Buffer.from(base64url ?? '', 'base64url'));

/** What OpenSSL makes of the same key is the measure. */
describe('SubjectPublicKeyInfo', () => {
  it.each([2048, 3072])('of an RSA key of %i bits is what OpenSSL writes, from its numbers and from PKCS#1', (bits) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    const { n, e } = publicKey.export({ format: 'jwk' });
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    expect(rsaPublicKeyInfo(octetsOf(n), octetsOf(e))).toEqual(spki);
    const pkcs1 = new Uint8Array(publicKey.export({ format: 'der', type: 'pkcs1' }));
    expect(rsaPublicKeyInfoOf(pkcs1)).toEqual(spki);
  });

  it('of an RSA key does not change with zeros in front, which some tokens put there', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n, e } = publicKey.export({ format: 'jwk' });
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    fc.assert(
      fc.property(fc.nat({ max: 4 }), fc.nat({ max: 4 }), (front, behind) => {
        const padded = (octets: Uint8Array, zeros: number) => Uint8Array.of(...new Uint8Array(zeros), ...octets);
        expect(rsaPublicKeyInfo(padded(octetsOf(n), front), padded(octetsOf(e), behind))).toEqual(spki);
      }),
      { numRuns: 20 },
    );
  });

  it('of a key on P-256 is what OpenSSL writes', () => {
    for (let i = 0; i < 20; i += 1) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const { x, y } = publicKey.export({ format: 'jwk' });
      const point = Uint8Array.of(4, ...octetsOf(x), ...octetsOf(y));
      const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
      expect(ecPublicKeyInfo(encode(encodeOid(oids.prime256v1)), point)).toEqual(spki);
    }
  });
});
