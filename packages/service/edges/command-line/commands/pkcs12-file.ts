import { createPrivateKey, hash, type KeyObject, webcrypto } from 'node:crypto';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { webCrypto } from '@koshin/pki/crypto/web-crypto.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import { type OpenedPkcs12, openPkcs12 } from '@koshin/pki/pkcs12/open-file.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import type { BroughtKey } from '../../../use-cases/authorities/hold-key.ts';
import { broughtKey } from './key-file.ts';

const crypto = webCrypto(webcrypto.subtle, {
  digest: (name, data) => new Uint8Array(hash(name.replace('-', ''), data, 'buffer')),
});

export interface Pkcs12Contents {
  readonly key: BroughtKey;
  /** In DER, the key's own first. */
  readonly certificates: readonly Uint8Array[];
}

/** Refuses `issuer-import-refused` {rule: pkcs12-unreadable}; the words say what was expected, never what is inside. */
export async function parsePkcs12File(octets: Uint8Array, passphrase: string): Promise<Pkcs12Contents> {
  const file = await open(octets, passphrase);
  if (!file.opened) throw unreadable('the passphrase of the file', 'another');
  try {
    const key = broughtKey(keyIn(file.pkcs8));
    const own = file.certificates.filter((der) => certifies(der, key));
    const others = file.certificates.filter((der) => !own.includes(der));
    if (own.length > 0) return { key, certificates: [...own, ...others] };
    key.pkcs8.fill(0);
    throw unreadable('a certificate of its key', 'none');
  } finally {
    file.pkcs8.fill(0);
  }
}

async function open(octets: Uint8Array, password: string): Promise<OpenedPkcs12> {
  try {
    return await openPkcs12(octets, { password, crypto });
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw unreadable(`PKCS#12 with AES-256 (openssl pkcs12 converts older ones): ${error.expected}`, error.got);
  }
}

function keyIn(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    throw unreadable('a private key', 'something else');
  }
}

function certifies(der: Uint8Array, { publicKey }: BroughtKey): boolean {
  try {
    return sameOctets(parseCertificate(der).publicKey.der, publicKey);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

function unreadable(expected: string, got: string) {
  return refused('issuer-import-refused', { rule: 'pkcs12-unreadable' }, { expected, got });
}
