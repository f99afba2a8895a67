import { createPrivateKey, type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { webCrypto } from '@koshin/pki/crypto/web-crypto.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { encodePem, parsePem } from '@koshin/pki/pem/pem.ts';
import { decryptPrivateKey, encryptPrivateKey } from '@koshin/pki/pkcs8/encrypted-private-key.ts';
import { minimumPbkdf2Iterations } from '@koshin/pki/pkcs8/password-encryption.ts';

const label = 'ENCRYPTED PRIVATE KEY';
const crypto = webCrypto(webcrypto.subtle);

/** PEM of EncryptedPrivateKeyInfo (RFC 7468 11, RFC 5958): PBES2, PBKDF2-HMAC-SHA-256, AES-256-CBC. */
export async function protectKey(key: KeyObject, passphrase: string): Promise<string> {
  const pkcs8 = new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }));
  try {
    const [salt, iv] = [randomBytes(16), randomBytes(16)];
    const encryption = { iterations: minimumPbkdf2Iterations, salt, iv, password: passphrase, crypto };
    return encodePem(label, await encryptPrivateKey({ pkcs8, ...encryption }));
  } finally {
    pkcs8.fill(0);
  }
}

/** `damaged`: the file; `wrong-passphrase` also for a changed ciphertext, which cannot be told from it. */
export type OpenedKey = { readonly key: KeyObject } | { readonly reason: 'damaged' | 'wrong-passphrase' };

/** The derivation takes a fifth of a second, in the thread pool. */
export async function openKey(pem: string, passphrase: string): Promise<OpenedKey> {
  try {
    const opened = await decryptPrivateKey(parsePem(pem, label), passphrase, crypto);
    if (!opened.decrypted) return { reason: 'wrong-passphrase' };
    const key = importKey(opened.pkcs8);
    return key ? { key } : { reason: 'damaged' };
  } catch (error) {
    if (error instanceof DerError) return { reason: 'damaged' };
    throw error;
  }
}

function importKey(pkcs8: Uint8Array): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  } finally {
    pkcs8.fill(0);
  }
}
