import { createCipheriv, hash, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeClient, makeRoot } from '../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { webCrypto } from '../crypto/web-crypto.ts';
import { toHex } from '../der/octets.ts';
import { readDer } from '../der/reader.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { encryptPrivateKey } from '../pkcs8/encrypted-private-key.ts';
import { buildPkcs12 } from './file.ts';
import { buildLegacyPkcs12 } from './legacy-file.ts';

const crypto = webCrypto(webcrypto.subtle, {
  digest: (name, data) => new Uint8Array(hash(name.replace('-', ''), data, 'buffer')),
});
const octets = (length: number, value: number) => new Uint8Array(length).fill(value);
const root = makeRoot(keyOf('P-256', 'root'));
const key = keyOf('P-256');
const password = 'pk12-password';
const encryption = { iterations: 600_000, salt: octets(16, 1), iv: octets(16, 2), password, crypto };
const contents = {
  certificate: makeClient(root, key).der,
  chain: [root.certificate.der],
  friendlyName: '見本 花子',
  localKeyId: key.identifier,
  password,
  crypto,
};
const shroudedKey = await encryptPrivateKey({ ...encryption, pkcs8: key.pkcs8 });
const fields = {
  ...contents,
  shroudedKey,
  safeIterations: 600_000,
  safeSalt: octets(16, 3),
  safeIv: octets(16, 4),
  macSalt: octets(8, 5),
  macIterations: 100_000,
};
const legacyFields = {
  ...contents,
  pkcs8: key.pkcs8,
  iterations: 100_000,
  keySalt: octets(8, 1),
  safeSalt: octets(8, 2),
  macSalt: octets(8, 3),
  tripleDesCbcEncrypt: (input: { key: Uint8Array; iv: Uint8Array; data: Uint8Array }) => {
    const cipher = createCipheriv('des-ede3-cbc', input.key, input.iv);
    return new Uint8Array(Buffer.concat([cipher.update(input.data), cipher.final()]));
  },
};

describe('a PKCS#12 file (RFC 7292)', () => {
  it('carries the encrypted key octet for octet, and no certificate in the open', async () => {
    const file = toHex(await buildPkcs12(fields));
    expect(file).toContain(toHex(shroudedKey));
    expect(file).not.toContain(toHex(contents.certificate));
    expect(file).not.toContain(toHex(root.certificate.der));
  });

  it('is DER all the way down', async () => {
    const file = await buildPkcs12(fields);
    expect(() => readDer(file, 10_000, (reader) => readWellFormed(reader, 'PFX'))).not.toThrow();
  });

  it('is the same for the same chance', async () => {
    expect(await buildPkcs12(fields)).toEqual(await buildPkcs12(fields));
    expect(await buildPkcs12({ ...fields, macSalt: octets(8, 6) })).not.toEqual(await buildPkcs12(fields));
  });

  it.each([
    ['too few rounds over the certificates', { safeIterations: 10_000 }],
    ['too few rounds for the MAC, which would be the quick way to the password', { macIterations: 2_048 }],
    ['a short salt of the MAC', { macSalt: octets(7, 1) }],
    ['a short salt of the certificates', { safeSalt: octets(8, 1) }],
  ])('is not made with %s', async (_, weak) => {
    await expect(buildPkcs12({ ...fields, ...weak })).rejects.toThrow(RangeError);
  });

  it('is not made with a key in the open, or with something that is no certificate', async () => {
    await expect(buildPkcs12({ ...fields, shroudedKey: key.pkcs8 })).rejects.toThrow('encryptionAlgorithm');
    await expect(buildPkcs12({ ...fields, chain: [octets(10, 0)] })).rejects.toThrow('Certificate (SEQUENCE)');
  });
});

describe('the older form of the file', () => {
  it('has neither key nor certificates in the open', async () => {
    const file = toHex(await buildLegacyPkcs12(legacyFields));
    expect(file).not.toContain(toHex(key.pkcs8.subarray(30)));
    expect(file).not.toContain(toHex(contents.certificate));
  });

  it('is not made with few rounds, short salts or something that is no key', async () => {
    await expect(buildLegacyPkcs12({ ...legacyFields, iterations: 2_048 })).rejects.toThrow(RangeError);
    await expect(buildLegacyPkcs12({ ...legacyFields, keySalt: octets(4, 1) })).rejects.toThrow(RangeError);
    await expect(buildLegacyPkcs12({ ...legacyFields, pkcs8: key.spki })).rejects.toThrow('version (INTEGER)');
  });
});
