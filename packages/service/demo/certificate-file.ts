import { hash, webcrypto } from 'node:crypto';
import { webCrypto } from '@koshin/pki/crypto/web-crypto.ts';
import { encryptPrivateKey } from '@koshin/pki/pkcs8/encrypted-private-key.ts';
import { buildPkcs12 } from '@koshin/pki/pkcs12/file.ts';
import type { Chance } from '../ports/chance.ts';
import type { CertificateRecord } from '../ports/register/records.ts';
import type { DemoFolder } from './demo-folder.ts';
import { filePassword } from './people.ts';

/** The fewest that `pki` writes: whoever has the demo's page has the password. */
const encryptionIterations = 600_000;
const macIterations = 100_000;

const crypto = webCrypto(webcrypto.subtle, {
  digest: (name, data) => new Uint8Array(hash(name === 'SHA-1' ? 'sha1' : 'sha256', data, 'buffer')),
});

interface FileRequest {
  readonly folder: DemoFolder;
  readonly chance: Chance;
  readonly fileName: string;
  readonly pkcs8: Uint8Array;
  readonly certificate: CertificateRecord;
  /** DER of the issuers, the nearest first. */
  readonly chain: readonly Uint8Array[];
}

/**
 * The PKCS#12 file of a demo customer's certificate, made when it is first asked for (about half a second) and kept.
 * The kept one carries the certificate's fingerprint in its name, so that it is never another certificate's.
 */
export async function ensureCertificateFile(request: FileRequest): Promise<Uint8Array> {
  const { folder, fileName, certificate } = request;
  const path = `p12/${fileName}.${certificate.fingerprint.slice(0, 16)}.p12`;
  return (await folder.read(path)) ?? folder.keepFirst(path, await makeFile(request));
}

async function makeFile({ chance, pkcs8, certificate, chain }: FileRequest): Promise<Uint8Array> {
  const shroudedKey = await encryptPrivateKey({
    pkcs8,
    password: filePassword,
    iterations: encryptionIterations,
    salt: chance.bytes(16),
    iv: chance.bytes(16),
    crypto,
  });
  return buildPkcs12({
    shroudedKey,
    certificate: certificate.der,
    chain,
    friendlyName: certificate.subjectLabel,
    localKeyId: Buffer.from(certificate.keyDigest, 'hex').subarray(0, 20),
    password: filePassword,
    safeIterations: encryptionIterations,
    safeSalt: chance.bytes(16),
    safeIv: chance.bytes(16),
    macSalt: chance.bytes(16),
    macIterations,
    crypto,
  });
}
