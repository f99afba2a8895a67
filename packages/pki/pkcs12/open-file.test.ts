import { hash, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeClient, makeRoot } from '../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { webCrypto } from '../crypto/web-crypto.ts';
import { DerError } from '../der/error.ts';
import { encryptPrivateKey } from '../pkcs8/encrypted-private-key.ts';
import { buildPkcs12 } from './file.ts';
import { openPkcs12 } from './open-file.ts';
import { encodeProtectedFile } from './protected-file.ts';
import { encodeCertificateBag, encodeData, encodeKeyBag, encodeSafeContents } from './safes.ts';

const crypto = webCrypto(webcrypto.subtle, {
  digest: (name, data) => new Uint8Array(hash(name.replace('-', ''), data, 'buffer')),
});
const octets = (length: number, value: number) => new Uint8Array(length).fill(value);
const root = makeRoot(keyOf('P-256', 'root'));
const key = keyOf('P-256');
const certificate = makeClient(root, key).der;
const password = '合言葉 correct horse';
const labels = { friendlyName: '見本 花子', localKeyId: key.identifier };
const encryption = { iterations: 600_000, salt: octets(16, 1), iv: octets(16, 2), password, crypto };
const shroudedKey = await encryptPrivateKey({ ...encryption, pkcs8: key.pkcs8 });
const mac = { hash: 'SHA-256', password, iterations: 100_000, salt: octets(8, 5), crypto } as const;
const file = await buildPkcs12({
  ...labels,
  certificate,
  chain: [root.certificate.der],
  shroudedKey,
  safeIterations: 600_000,
  safeSalt: octets(16, 3),
  safeIv: octets(16, 4),
  macSalt: octets(8, 5),
  macIterations: 100_000,
  password,
  crypto,
});

describe('a PKCS#12 file (RFC 7292)', () => {
  it('is opened with its password, and holds what was put in', async () => {
    expect(await openPkcs12(file, { password, crypto })).toEqual({
      opened: true,
      pkcs8: key.pkcs8,
      certificates: [certificate, root.certificate.der],
    });
  });

  it.each(['', 'another', `${password} `])('is not opened with "%s"', async (wrong) => {
    expect(await openPkcs12(file, { password: wrong, crypto })).toEqual({ opened: false, reason: 'wrong-password' });
  });

  it('is not opened when anything in it was changed: the MAC is over all of it', async () => {
    const at = file.length - 200;
    const changed = file.with(at, (file[at] ?? 0) ^ 1);
    expect(await openPkcs12(changed, { password, crypto })).toEqual({ opened: false, reason: 'wrong-password' });
  });

  it('is refused when cut off, lengthened, or without a key or with two', async () => {
    const keyBag = encodeKeyBag(shroudedKey, labels);
    const withBags = (...bags: readonly (typeof keyBag)[]) =>
      encodeProtectedFile([encodeData(encodeSafeContents(bags))], mac);
    const none = await withBags(encodeCertificateBag(certificate));
    const two = await withBags(keyBag, keyBag);
    for (const bad of [file.subarray(0, -1), Uint8Array.of(...file, 0), none, two]) {
      await expect(openPkcs12(bad, { password, crypto })).rejects.toThrow(DerError);
    }
  });
});
