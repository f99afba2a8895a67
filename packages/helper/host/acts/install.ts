import { DerError } from '@koshin/pki/der/error.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import { installedProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { type KeyStore, KeyStoreRefused } from '../../key-stores/key-store.ts';
import { digestOf, fromBase64, toBase64 } from './octets.ts';
import { ownKey } from './own-key.ts';
import { verifies } from './sign-request.ts';

/** Octets of the nonce that the key of the installed certificate signs. */
const nonceBytes = 32;

/**
 * Stores the certificate, then asks the store for it as if it had always been there: certificate and key found by
 * fingerprint, and the key signs. Again with the same certificate is the same.
 */
export async function install(
  store: KeyStore,
  asked: {
    readonly keyDigest: string;
    readonly purpose: string;
    readonly certificate: string;
    readonly nonce: string;
  },
): Promise<HostAnswerBody> {
  const [certificate, nonce] = [fromBase64(asked.certificate), fromBase64(asked.nonce)];
  if (nonce.length !== nonceBytes) throw new KeyStoreRefused('request-malformed');
  // 1. It is one, and of the key it is to stand beside.
  const publicKey = publicKeyIn(certificate);
  if (digestOf(publicKey) !== asked.keyDigest) throw new KeyStoreRefused('request-malformed');
  await ownKey(store, asked);
  // 2. Into the store.
  await store.install(asked.keyDigest, certificate);
  // 3. Found again, with its key, which works.
  const fingerprint = digestOf(certificate);
  const found = await store.findByFingerprint(fingerprint);
  if (found?.keyDigest !== asked.keyDigest) throw new KeyStoreRefused('install-not-found');
  const proof = installedProofBytes(nonce);
  const signature = await store.sign(asked.keyDigest, proof);
  if (!verifies(publicKey, proof, signature)) throw new KeyStoreRefused('install-not-found');
  return { answer: 'installed', fingerprint, signature: toBase64(signature) };
}

function publicKeyIn(certificate: Uint8Array): Uint8Array {
  try {
    return parseCertificate(certificate).publicKey.der;
  } catch (error) {
    if (error instanceof DerError) throw new KeyStoreRefused('request-malformed');
    throw error;
  }
}
