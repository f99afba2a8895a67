import { createPrivateKey, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { webCrypto } from '../crypto/web-crypto.ts';
import { encodeOid, oids } from '../der/oids.ts';
import { encode, nullValue, octetString, sequence, smallInteger } from '../der/writer.ts';
import { decryptPrivateKey, encryptPrivateKey, parseEncryptedPrivateKey } from './encrypted-private-key.ts';

const crypto = webCrypto(webcrypto.subtle);
const fields = {
  pkcs8: keyOf('P-256').pkcs8,
  password: 'のぞみ-2026',
  iterations: 600_000,
  salt: new Uint8Array(16).fill(1),
  iv: new Uint8Array(16).fill(2),
  crypto,
};
const encrypted = await encryptPrivateKey(fields);

interface Parts {
  iterations?: number;
  prf?: string;
  cipher?: string;
  iv?: number;
  blocks?: number;
  keyLength?: number;
}

/** EncryptedPrivateKeyInfo of parts given by hand. */
function build(parts: Parts) {
  const { iterations = 1, prf = oids.hmacWithSha256, cipher = oids.aes256Cbc } = parts;
  const { iv = 16, blocks = 1, keyLength = 32 } = parts;
  const derivation = sequence(
    octetString(new Uint8Array(16)),
    smallInteger(iterations),
    smallInteger(keyLength),
    sequence(encodeOid(prf), nullValue),
  );
  const scheme = sequence(encodeOid(cipher), octetString(new Uint8Array(iv)));
  const parameters = sequence(sequence(encodeOid(oids.pbkdf2), derivation), scheme);
  return encode(sequence(sequence(encodeOid(oids.pbes2), parameters), octetString(new Uint8Array(16 * blocks))));
}

describe('a private key under a password (RFC 5958 3, RFC 8018)', () => {
  it('comes back the same with the password', async () => {
    expect(await decryptPrivateKey(encrypted, fields.password, crypto)).toEqual({
      decrypted: true,
      pkcs8: fields.pkcs8,
    });
  });

  it('is opened by OpenSSL with the same password in UTF-8', () => {
    const key = createPrivateKey({
      key: Buffer.from(encrypted),
      format: 'der',
      type: 'pkcs8',
      passphrase: Buffer.from(fields.password),
    });
    expect(new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }))).toEqual(fields.pkcs8);
  });

  it('answers to another password that it is the wrong one', async () => {
    for (const password of ['', 'のぞみ-2027', 'x']) {
      expect(await decryptPrivateKey(encrypted, password, crypto)).toEqual({
        decrypted: false,
        reason: 'wrong-password',
      });
    }
  });

  it('says the same when what comes out is no private key though its padding is right', async () => {
    const lucky = { ...crypto, aesCbcDecrypt: async () => new Uint8Array(20) };
    expect(await decryptPrivateKey(encrypted, 'x', lucky)).toEqual({ decrypted: false, reason: 'wrong-password' });
  });

  it('passes on what fails for another reason than the password', async () => {
    const broken = { ...crypto, pbkdf2: () => Promise.reject(new Error('no memory')) };
    await expect(decryptPrivateKey(encrypted, 'x', broken)).rejects.toThrow('no memory');
  });

  it.each([
    ['599,999 iterations', { iterations: 599_999 }],
    ['no number of iterations', { iterations: Number.NaN }],
    ['a short salt', { salt: new Uint8Array(15) }],
    ['a short iv', { iv: new Uint8Array(12) }],
  ])('is not made with %s', async (_, weak) => {
    await expect(encryptPrivateKey({ ...fields, ...weak })).rejects.toThrow(RangeError);
  });

  it('is not made of anything but PrivateKeyInfo', async () => {
    await expect(encryptPrivateKey({ ...fields, pkcs8: keyOf('P-256').spki })).rejects.toThrow('version (INTEGER)');
  });

  it.each([
    ['another pseudo-random function', build({ prf: '1.2.840.113549.2.7' }), 'expected hmacWithSHA256'],
    ['another cipher', build({ cipher: '2.16.840.1.101.3.4.1.2' }), 'expected aes256-CBC'],
    ['no iteration', build({ iterations: 0 }), 'at least one iteration'],
    ['iterations that would take minutes', build({ iterations: 10_000_001 }), 'iterationCount of at most'],
    ['a key of 16 octets', build({ keyLength: 16 }), 'a key of 32 octets'],
    ['a short iv', build({ iv: 8 }), 'an initialisation vector of 16 octets'],
    ['no block', build({ blocks: 0 }), 'whole blocks'],
    ['a part of a block', encrypted.subarray(0, -1), 'to fit in'],
    ['a key that is not encrypted', fields.pkcs8, 'encryptionAlgorithm (SEQUENCE)'],
  ])('is refused with %s', async (_, der, message) => {
    await expect(decryptPrivateKey(der, 'x', crypto)).rejects.toThrow(message);
  });

  it('is read with the key length written out, as others do', () => {
    expect(parseEncryptedPrivateKey(build({ iterations: 2_048 })).parameters.iterations).toBe(2_048);
  });
});
