import { attribute, certificateType, objectClass } from '@koshin/cryptoki/constants.ts';
import type { Handle } from '@koshin/cryptoki/cryptoki.ts';
import { answered } from '@koshin/cryptoki/cryptoki-error.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { encode, unsignedInteger } from '@koshin/pki/der/writer.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { commonNameOf, formatName } from '@koshin/pki/x509/name.ts';
import type { Access } from './access.ts';
import { type OwnKey, sha256 } from './own-keys.ts';

/** A certificate of a key of ours, whoever put it there. */
export interface OwnCertificate {
  readonly handle: Handle;
  readonly der: Uint8Array<ArrayBuffer>;
  /** SHA-256 of that, lower-case hex. */
  readonly fingerprint: string;
}

/** Throws CryptokiError. */
export async function findCertificatesOf(
  { cryptoki, session }: Access,
  key: OwnKey,
): Promise<readonly OwnCertificate[]> {
  const found: OwnCertificate[] = [];
  for (const handle of await cryptoki.find(session, [
    [attribute.class, objectClass.certificate],
    [attribute.token, true],
    [attribute.id, key.id],
  ])) {
    const der = await cryptoki.read(session, handle, attribute.value).catch((error: unknown) => {
      if (answered(error, 'CKR_OBJECT_HANDLE_INVALID')) return null;
      throw error;
    });
    if (der !== null && isOfKey(der, key)) found.push({ handle, der, fingerprint: sha256(der) });
  }
  return found;
}

/** Anybody can give a certificate any CKA_ID. */
function isOfKey(der: Uint8Array, key: OwnKey): boolean {
  try {
    return sha256(parseCertificate(der).publicKey.der) === key.keyDigest;
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/** Puts it beside its key, for everybody to see. Throws CryptokiError. */
export async function putCertificate(
  { cryptoki, session }: Access,
  { certificate, key }: { readonly certificate: Certificate; readonly key: OwnKey },
): Promise<void> {
  const { subject, issuer, serialNumberBytes, der } = certificate;
  await cryptoki.createObject(session, [
    [attribute.class, objectClass.certificate],
    [attribute.certificateType, certificateType.x509],
    [attribute.token, true],
    [attribute.private, false],
    [attribute.label, new TextEncoder().encode(commonNameOf(subject) ?? formatName(subject))],
    [attribute.id, key.id],
    [attribute.subject, subject.der],
    [attribute.issuer, issuer.der],
    [attribute.serialNumber, encode(unsignedInteger(serialNumberBytes))],
    [attribute.value, der],
  ]);
}
