import { webCrypto } from '@koshin/pki/crypto/web-crypto.ts';
import { decryptPrivateKey, encryptPrivateKey } from '@koshin/pki/pkcs8/encrypted-private-key.ts';
import { minimumPbkdf2Iterations } from '@koshin/pki/pkcs8/password-encryption.ts';
import { assembleCertificationRequest, buildCertificationRequestInfo } from '@koshin/pki/pkcs10/request.ts';
import { ecdsaSignatureFromRaw } from '@koshin/pki/x509/ecdsa-signature.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import type { KeptKey } from './kept-key.ts';
import { randomOctets, toHex } from './random.ts';

const ecdsaP256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Says nothing of the customer: the certificate's subject comes from the register, never from the request. */
const subject = encodeName({ commonName: 'web-fb-certificate' });

/**
 * Makes a P-256 key and signs its request (RFC 2986). The private key leaves WebCrypto once, to be encrypted at once
 * under the file's password (PBES2, PBKDF2-HMAC-SHA-256, 600,000 rounds); the octets in between are wiped. Nothing is
 * kept here: that is for the cupboard, before anything is sent.
 */
export async function makeKey({ renewalId, password }: { renewalId: string; password: string }): Promise<KeptKey> {
  const { subtle } = crypto;
  // 1. The key.
  const pair = await subtle.generateKey(ecdsaP256, true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await subtle.exportKey('spki', pair.publicKey));
  // 2. Its request, signed by it: the proof of possession.
  const info = buildCertificationRequestInfo({ subject, publicKey });
  const signature = new Uint8Array(await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, info));
  const csr = assembleCertificationRequest(info, 'ecdsa-with-SHA256', ecdsaSignatureFromRaw(signature));
  // 3. The key under the password.
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
  const encryptedKey = await encryptPrivateKey({
    pkcs8,
    password,
    iterations: minimumPbkdf2Iterations,
    salt: randomOctets(16),
    iv: randomOctets(16),
    crypto: webCrypto(subtle),
  });
  pkcs8.fill(0);
  return { renewalId, keyDigest: await digestOfKey(publicKey), encryptedKey, csr, createdAt: new Date().toISOString() };
}

/** SHA-256 of a SubjectPublicKeyInfo, lower-case hex. */
export async function digestOfKey(publicKey: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey)));
}

/** Whether the password is the one under which the key is kept. */
export async function opensKey(encryptedKey: Uint8Array, password: string): Promise<boolean> {
  const opened = await decryptPrivateKey(encryptedKey, password, webCrypto(crypto.subtle));
  if (opened.decrypted) opened.pkcs8.fill(0);
  return opened.decrypted;
}
