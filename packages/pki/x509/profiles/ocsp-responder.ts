import { concatOctets } from '../../der/octets.ts';
import { oids } from '../../der/oids.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeExtKeyUsage } from '../extensions/extended-key-usage.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import { encodeOcspNoCheck } from '../extensions/ocsp-no-check.ts';
import type { IssuerParts } from './issuer-parts.ts';
import type { CertificateFields } from './to-be-signed-bytes.ts';
import { encodeToBeSigned } from './to-be-signed-bytes.ts';

const constantExtensions = concatOctets(
  encodeBasicConstraints({ ca: false }),
  encodeKeyUsage(['digitalSignature']),
  encodeExtKeyUsage([oids.ocspSigning]),
  encodeOcspNoCheck(),
);

/**
 * To-be-signed bytes of a delegated OCSP responder (RFC 6960 4.2.2.2), which speaks for this issuer and no other. It has
 * no CRL or OCSP address: nobody need check it, as it lives so briefly (4.2.2.2.1).
 */
export function buildOcspResponder(
  fields: CertificateFields & { readonly issuer: IssuerParts },
): Uint8Array<ArrayBuffer> {
  const { issuer } = fields;
  return encodeToBeSigned({
    ...fields,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.name,
    extensionsBefore: [constantExtensions],
    extensionsAfter: [issuer.authorityKeyIdentifier],
  });
}
