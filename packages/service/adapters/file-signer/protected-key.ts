import { createPrivateKey, type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { webCrypto } from '@koshin/pki/crypto/web-crypto.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { encodePem, parsePem } from '@koshin/pki/pem/pem.ts';
import { decryptPrivateKey } from '@koshin/pki/pkcs8/encrypted-private-key.ts';
import {
  openSealedPrivateKey,
  parseSealedPrivateKey,
  type SealedKey,
  sealPrivateKey,
} from '@koshin/pki/pkcs8/sealed-private-key.ts';
import { nodeSealing } from './node-sealing.ts';

const label = 'ENCRYPTED PRIVATE KEY';
const older = webCrypto(webcrypto.subtle);

/** OWASP's first choice for scrypt: 128 MiB, and a third of a second of one core for each try of a passphrase. */
const scryptCost = { cost: 2 ** 17, blockSize: 8, parallelization: 1 };

/** PEM of EncryptedPrivateKeyInfo (RFC 7468 11, RFC 5958): PBES2, scrypt, AES-256-GCM. */
export async function protectKey(key: KeyObject, passphrase: string): Promise<string> {
  const pkcs8 = new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
  try {
    const [salt, nonce] = [new Uint8Array(randomBytes(16)), new Uint8Array(randomBytes(12))];
    const sealing = { ...scryptCost, salt, nonce, password: passphrase, crypto: nodeSealing };
    return encodePem(label, await inTurn(() => sealPrivateKey({ pkcs8, ...sealing })));
  } finally {
    pkcs8.fill(0);
  }
}

/**
 * `damaged`: the file is no protected key. `wrong-passphrase-or-changed`: it is one, but does not open; the tag of
 * AES-GCM is right only for the right passphrase and unchanged octets, and does not tell which of them failed.
 */
export type OpenedKey = { readonly key: KeyObject } | { readonly reason: 'damaged' | 'wrong-passphrase-or-changed' };

/** Opens what `protectKey` writes, and PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC, as OpenSSL and earlier versions write it. */
export async function openKey(pem: string, passphrase: string): Promise<OpenedKey> {
  try {
    const der = parsePem(pem, label);
    const sealed = sealedKeyIn(der);
    const pkcs8 = await inTurn(() =>
      sealed === null
        ? openOlder(der, passphrase)
        : openSealedPrivateKey(sealed, { password: passphrase, crypto: nodeSealing }),
    );
    if (pkcs8 === undefined) return { reason: 'wrong-passphrase-or-changed' };
    const key = importPrivateKey(pkcs8);
    pkcs8.fill(0);
    return key ? { key } : { reason: 'damaged' };
  } catch (error) {
    if (error instanceof DerError) return { reason: 'damaged' };
    throw error;
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One derivation at a time, as each takes 128 MiB and a thread of the pool that signs. */
function inTurn<T>(derive: () => Promise<T>): Promise<T> {
  const turn = last.then(derive);
  last = turn.catch(() => {});
  return turn;
}

function sealedKeyIn(der: Uint8Array): SealedKey | null {
  try {
    return parseSealedPrivateKey(der);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

async function openOlder(der: Uint8Array, passphrase: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const opened = await decryptPrivateKey(der, passphrase, older);
  return opened.decrypted ? opened.pkcs8 : undefined;
}

/** The key of a PrivateKeyInfo; null for what OpenSSL does not take for one. */
export function importPrivateKey(pkcs8: Uint8Array): KeyObject | null {
  const copy = Buffer.from(pkcs8);
  try {
    return createPrivateKey({ key: copy, format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  } finally {
    copy.fill(0);
  }
}
