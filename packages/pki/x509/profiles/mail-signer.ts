import { concatOctets } from '../../der/octets.ts';
import { oids } from '../../der/oids.ts';
import { encodeSubjectAltNameOfAddress } from '../extensions/alternative-names.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeExtKeyUsage } from '../extensions/extended-key-usage.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import type { IssuerParts } from './issuer-parts.ts';
import type { CertificateFields } from './to-be-signed-bytes.ts';
import { encodeToBeSigned } from './to-be-signed-bytes.ts';

const constantExtensions = concatOctets(
  encodeBasicConstraints({ ca: false }),
  encodeKeyUsage(['digitalSignature']),
  encodeExtKeyUsage([oids.emailProtection]),
);

/**
 * To-be-signed bytes of the certificate by which readers verify a bank's mails (RFC 8550): for this one address, for
 * signing alone. Nobody can encrypt to it, and no login takes it, as it is for no client authentication.
 */
export function buildMailSigner(
  fields: CertificateFields & { readonly issuer: IssuerParts; readonly address: string },
): Uint8Array<ArrayBuffer> {
  const { issuer, address } = fields;
  return encodeToBeSigned({
    ...fields,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.name,
    extensionsBefore: [constantExtensions, encodeSubjectAltNameOfAddress(address)],
    extensionsAfter: [issuer.extensions],
  });
}
