import { concatOctets } from '../../der/octets.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import type { SignatureAlgorithm } from '../signature-algorithms.ts';
import type { CertificateFields } from './to-be-signed-bytes.ts';
import { encodeToBeSigned } from './to-be-signed-bytes.ts';

const constantExtensions = concatOctets(
  encodeBasicConstraints({ ca: true }),
  encodeKeyUsage(['keyCertSign', 'cRLSign']),
);

/**
 * To-be-signed bytes of a self-signed root: issuer and subject are one. It has no authority key identifier (RFC 5280
 * 4.2.1.1 lets self-signed ones go without) and no CRL or OCSP address, as nobody can revoke an anchor of trust.
 */
export function buildRoot(
  fields: CertificateFields & { readonly signatureAlgorithm: SignatureAlgorithm },
): Uint8Array<ArrayBuffer> {
  return encodeToBeSigned({
    ...fields,
    issuer: fields.subject,
    extensionsBefore: [constantExtensions],
    extensionsAfter: [],
  });
}
