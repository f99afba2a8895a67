import { createPublicKey, verify } from 'node:crypto';
import { assembleCertificationRequest, buildCertificationRequestInfo } from '@koshin/pki/pkcs10/request.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import { type KeyStore, KeyStoreRefused } from '../../key-stores/key-store.ts';
import { toBase64 } from './octets.ts';
import { ownKey } from './own-key.ts';

/** Says nothing of the customer: the certificate's subject comes from the register, never from the request. */
const subject = encodeName({ commonName: 'web-fb-certificate' });

/** The request for this key, signed by it: the proof of possession (RFC 2986 4.2). */
export async function signRequest(
  store: KeyStore,
  { keyDigest, purpose }: { readonly keyDigest: string; readonly purpose: string },
): Promise<HostAnswerBody> {
  await ownKey(store, { keyDigest, purpose });
  const publicKey = await store.publicKeyOf(keyDigest);
  const info = buildCertificationRequestInfo({ subject, publicKey });
  const signature = await store.sign(keyDigest, info);
  // A token with a fault is noticed here, and not by the bank.
  if (!verifies(publicKey, info, signature)) throw new KeyStoreRefused('token-faulty');
  const algorithm = parsePublicKey(publicKey).kind === 'RSA' ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA256';
  return { answer: 'request', csr: toBase64(assembleCertificationRequest(info, algorithm, signature)) };
}

/** Whether the signature over the octets is one by the key of this SubjectPublicKeyInfo, with SHA-256. */
export function verifies(publicKey: Uint8Array, octets: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  return verify('sha256', octets, key, signature);
}
