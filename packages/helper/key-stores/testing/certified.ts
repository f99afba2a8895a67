import { X509Certificate } from 'node:crypto';
import { assembleCertificationRequest, buildCertificationRequestInfo } from '@koshin/pki/pkcs10/request.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import type { ThrowawayCa } from '../../../../tests/testkit/throwaway-ca.ts';
import type { KeyStore, StoredKey } from '../key-store.ts';

/** PKCS#10 in DER, signed by the store. */
export async function requestBy(
  store: KeyStore,
  { keyDigest }: StoredKey,
  commonName = '見本 太郎',
): Promise<Uint8Array<ArrayBuffer>> {
  const publicKey = await store.publicKeyOf(keyDigest);
  const info = buildCertificationRequestInfo({ subject: encodeName({ commonName }), publicKey });
  const algorithm = parsePublicKey(publicKey).kind === 'RSA' ? 'sha256WithRSAEncryption' : 'ecdsa-with-SHA256';
  return assembleCertificationRequest(info, algorithm, await store.sign(keyDigest, info));
}

export interface Certified {
  readonly der: Uint8Array<ArrayBuffer>;
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string;
}

export async function certified(store: KeyStore, key: StoredKey, ca: ThrowawayCa): Promise<Certified> {
  const { raw, fingerprint256 } = new X509Certificate(ca.certify(await requestBy(store, key)));
  return { der: new Uint8Array(raw), fingerprint: fingerprint256.replaceAll(':', '').toLowerCase() };
}

/** Makes a key with its certificate in place. */
export async function keyWithCertificate(store: KeyStore, ca: ThrowawayCa, purpose: string): Promise<Certified> {
  const key = await store.makeKey({ kind: 'P-256', purpose });
  const certificate = await certified(store, key, ca);
  await store.install(key.keyDigest, certificate.der);
  return certificate;
}
