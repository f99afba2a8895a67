import { concatOctets } from '../../der/octets.ts';
import { oids } from '../../der/oids.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeCertificatePolicies } from '../extensions/certificate-policies.ts';
import { encodeExtKeyUsage } from '../extensions/extended-key-usage.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import type { IssuerParts } from './issuer-parts.ts';
import type { CertificateFields } from './to-be-signed-bytes.ts';
import { encodeToBeSigned } from './to-be-signed-bytes.ts';

/** The key signs handshakes and nothing else, for RSA too: TLS 1.2 with key transport is not spoken here. */
const constantExtensions = concatOctets(
  encodeBasicConstraints({ ca: false }),
  encodeKeyUsage(['digitalSignature']),
  encodeExtKeyUsage([oids.clientAuth]),
);

/** To-be-signed bytes of a customer's certificate: TLS client authentication, no issuer. */
export function buildClientAuthentication(
  fields: CertificateFields & {
    readonly issuer: IssuerParts;
    /** Object identifier of the bank's certificate policy. */
    readonly certificatePolicy?: string;
  },
): Uint8Array<ArrayBuffer> {
  const { issuer, certificatePolicy } = fields;
  const policies = certificatePolicy === undefined ? [] : [encodeCertificatePolicies(certificatePolicy)];
  return encodeToBeSigned({
    ...fields,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.name,
    extensionsBefore: [constantExtensions, ...policies],
    extensionsAfter: [issuer.extensions],
  });
}
