import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { toHex } from '../der/octets.ts';
import { encodeOid, oids } from '../der/oids.ts';
import { bitString, encode, sequence } from '../der/writer.ts';
import { keyIdentifierFrom, keyIdentifierInput } from './key-identifier.ts';
import { parsePublicKey } from './public-key.ts';

describe('a key identifier', () => {
  it('is the one of the example in RFC 7093 3, by method 1', () => {
    const point =
      '047f7f35a79794c950060b8029fc8f363a28f11159692d9d34e6ac948190434735f833b1a66652dc514337aff7f5c9c75d670c019d95a5d639' +
      'b72744c64a9128bb';
    const algorithm = sequence(encodeOid(oids.ecPublicKey), encodeOid(oids.prime256v1));
    const key = parsePublicKey(encode(sequence(algorithm, bitString(Buffer.from(point, 'hex')))));
    expect(toHex(keyIdentifierFrom(sha256(keyIdentifierInput(key))))).toBe('bf37b3e5808fd46d54b28e846311bcce1cad2e1a');
  });

  it('is not made from another digest than SHA-256', () => {
    expect(() => keyIdentifierFrom(new Uint8Array(20))).toThrow(RangeError);
  });
});
