import { DerError } from '@koshin/pki/der/error.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { ecdsaSignatureToRaw } from '@koshin/pki/x509/ecdsa-signature.ts';
import { installedProofBytes } from '@koshin/wire/helper/proof-bytes.ts';

const coordinates = { 'P-256': 32, 'P-384': 48 } as const;

/**
 * Whether the key of the certificate signed `installedProofBytes(nonce)`: ECDSA or RSASSA-PKCS1-v1_5, each with SHA-256,
 * the signature as X.509 carries it. False, too, for a signature in any other form and for what is no certificate.
 */
export async function isInstalled({
  certificate,
  nonce,
  signature,
}: {
  readonly certificate: Uint8Array;
  readonly nonce: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
}): Promise<boolean> {
  const publicKey = orNull(() => parseCertificate(certificate).publicKey);
  if (publicKey === null) return false;
  const { subtle } = crypto;
  const signed = installedProofBytes(nonce);
  if (publicKey.kind === 'RSA') {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const key = await subtle.importKey('spki', publicKey.der, algorithm, false, ['verify']);
    return subtle.verify(algorithm, key, signature, signed);
  }
  const raw = orNull(() => ecdsaSignatureToRaw(signature, coordinates[publicKey.kind]));
  if (raw === null) return false;
  const algorithm = { name: 'ECDSA', namedCurve: publicKey.kind, hash: 'SHA-256' };
  const key = await subtle.importKey('spki', publicKey.der, algorithm, false, ['verify']);
  return subtle.verify(algorithm, key, raw, signed);
}

/** What was read; null where there is something else. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError || error instanceof RangeError) return null;
    throw error;
  }
}
