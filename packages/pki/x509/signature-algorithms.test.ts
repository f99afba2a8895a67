import { describe, expect, it } from 'vitest';
import { toHex } from '../der/octets.ts';
import { encodeOid, oids } from '../der/oids.ts';
import { encode, nullValue, sequence } from '../der/writer.ts';
import { encodeSignatureAlgorithm, parseSignatureAlgorithm, signatureAlgorithms } from './signature-algorithms.ts';

describe('AlgorithmIdentifier of a signature', () => {
  it('is written without parameters for ECDSA (RFC 5758 3.2), with NULL for RSA (RFC 4055 5)', () => {
    expect(toHex(encodeSignatureAlgorithm('ecdsa-with-SHA256'))).toBe('300a06082a8648ce3d040302');
    expect(toHex(encodeSignatureAlgorithm('sha256WithRSAEncryption'))).toBe('300d06092a864886f70d01010b0500');
  });

  it('comes back the same for each algorithm', () => {
    for (const name of signatureAlgorithms) expect(parseSignatureAlgorithm(encodeSignatureAlgorithm(name))).toBe(name);
  });

  it.each([
    ['SHA-1 with RSA', sequence(encodeOid('1.2.840.113549.1.1.5'), nullValue)],
    ['MD5 with RSA', sequence(encodeOid('1.2.840.113549.1.1.4'), nullValue)],
    ['ECDSA with NULL', sequence(encodeOid(oids.ecdsaWithSha256), nullValue)],
    ['RSA without NULL', sequence(encodeOid(oids.sha256WithRsaEncryption))],
    ['nothing', sequence()],
  ])('is refused for %s', (_, value) => {
    expect(() => parseSignatureAlgorithm(encode(value))).toThrow('expected');
  });
});
