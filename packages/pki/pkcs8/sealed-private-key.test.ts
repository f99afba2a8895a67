import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import type { SealingCrypto } from '../crypto/sealing-crypto.ts';
import { encodeOid, oids } from '../der/oids.ts';
import { encode, octetString, sequence, smallInteger } from '../der/writer.ts';
import { openSealedPrivateKey, parseSealedPrivateKey, sealPrivateKey } from './sealed-private-key.ts';

const octets = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const crypto: SealingCrypto = {
  async scrypt({ password, salt, keyBytes, cost, blockSize, parallelization }) {
    return octets(scryptSync(password, salt, keyBytes, { cost, blockSize, parallelization }));
  },
  aesGcmEncrypt({ key, nonce, data }) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    return octets(cipher.update(data), cipher.final(), cipher.getAuthTag());
  },
  aesGcmDecrypt({ key, nonce, data }) {
    const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    cipher.setAuthTag(data.subarray(-16));
    const opened = cipher.update(data.subarray(0, -16));
    try {
      return octets(opened, cipher.final());
    } catch {
      return undefined;
    }
  },
};

const password = '鍵の合言葉';
const cost = { cost: 1024, blockSize: 8, parallelization: 2 };
const fields = {
  pkcs8: keyOf('P-256').pkcs8,
  password,
  salt: new Uint8Array(16).fill(1),
  nonce: new Uint8Array(12).fill(2),
  ...cost,
  crypto,
};
const sealed = await sealPrivateKey(fields);
const open = (der: Uint8Array, by = password) =>
  openSealedPrivateKey(parseSealedPrivateKey(der), { password: by, crypto });

interface Parts {
  scheme?: string;
  derivation?: string;
  cipher?: string;
  numbers?: readonly number[];
  nonce?: number;
  tag?: number;
  content?: number;
}

/** EncryptedPrivateKeyInfo of parts given by hand. */
function build(parts: Parts) {
  const { scheme = oids.pbes2, derivation = oids.scrypt, cipher = oids.aes256Gcm } = parts;
  const { numbers = [1024, 8, 1, 32], nonce = 12, tag = 16, content = 17 } = parts;
  const scrypt = sequence(octetString(new Uint8Array(16)), ...numbers.map(smallInteger));
  const gcm = sequence(octetString(new Uint8Array(nonce)), smallInteger(tag));
  const parameters = sequence(sequence(encodeOid(derivation), scrypt), sequence(encodeOid(cipher), gcm));
  return encode(sequence(sequence(encodeOid(scheme), parameters), octetString(new Uint8Array(content))));
}

describe('a sealed private key (RFC 5958 3, RFC 7914 7.1, RFC 5084 3.2)', () => {
  it('comes back the same with the password', async () => {
    expect(await open(sealed)).toEqual(fields.pkcs8);
  });

  it('carries what it was sealed with', () => {
    expect(parseSealedPrivateKey(sealed)).toMatchObject({ salt: fields.salt, nonce: fields.nonce, ...cost });
  });

  it('does not open with another password', async () => {
    for (const other of ['', '鍵の合言棄', 'x']) expect(await open(sealed, other)).toBeUndefined();
  });

  it('does not open when any one octet of the ciphertext or of its tag was changed', async () => {
    const { sealed: ciphertext } = parseSealedPrivateKey(sealed);
    for (const back of [1, 16, 17, Math.floor(ciphertext.length / 2), ciphertext.length]) {
      const changed = new Uint8Array(sealed);
      const at = changed.length - back;
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(await open(changed)).toBeUndefined();
    }
  });

  it('does not open with another salt or nonce', async () => {
    const read = parseSealedPrivateKey(sealed);
    for (const other of [{ salt: new Uint8Array(16) }, { nonce: new Uint8Array(12) }]) {
      expect(await openSealedPrivateKey({ ...read, ...other }, { password, crypto })).toBeUndefined();
    }
  });

  it.each([
    ['a short salt', { salt: new Uint8Array(15) }],
    ['a nonce of 16 octets', { nonce: new Uint8Array(16) }],
  ])('is not made with %s', async (_, weak) => {
    await expect(sealPrivateKey({ ...fields, ...weak })).rejects.toThrow(RangeError);
  });

  it('is not made of anything but PrivateKeyInfo, and nothing else comes out', async () => {
    await expect(sealPrivateKey({ ...fields, pkcs8: keyOf('P-256').spki })).rejects.toThrow('version (INTEGER)');
    const other = { ...crypto, aesGcmDecrypt: () => keyOf('P-256').spki };
    const opening = openSealedPrivateKey(parseSealedPrivateKey(sealed), { password, crypto: other });
    await expect(opening).rejects.toThrow('version (INTEGER)');
  });

  it.each([
    ['another scheme', build({ scheme: oids.pbkdf2 }), 'expected PBES2'],
    ['another derivation', build({ derivation: oids.pbkdf2 }), 'expected scrypt'],
    ['another cipher', build({ cipher: oids.aes256Cbc }), 'expected aes256-GCM'],
    ['a cost that is no power of two', build({ numbers: [1000, 8, 1] }), 'a power of two'],
    ['a cost of one', build({ numbers: [1, 8, 1] }), 'a power of two'],
    ['no block', build({ numbers: [1024, 0, 1] }), 'a block size'],
    ['no lane', build({ numbers: [1024, 8, 0] }), 'a block size and parallelization'],
    ['more than 256 MiB', build({ numbers: [2 ** 20, 8, 1] }), 'a cost that can be paid'],
    ['lanes that would take minutes', build({ numbers: [2 ** 16, 8, 1000] }), 'a cost that can be paid'],
    ['a key of 16 octets', build({ numbers: [1024, 8, 1, 16] }), 'a key of 32 octets'],
    ['a nonce of 16 octets', build({ nonce: 16 }), 'a nonce of 12 octets'],
    ['a tag of 12 octets', build({ tag: 12 }), 'a tag of 16 octets'],
    ['a tag alone', build({ content: 16 }), 'more than the 16 octets'],
    ['octets behind it', octets(sealed, new Uint8Array(1)), 'nothing more'],
  ])('is refused with %s', (_, der, message) => {
    expect(() => parseSealedPrivateKey(der)).toThrow(message);
  });

  it('is read with the key length left out (RFC 7914 7.1)', () => {
    expect(parseSealedPrivateKey(build({ numbers: [1024, 8, 1] }))).toMatchObject({ cost: 1024 });
  });
});
