import { concatOctets } from '../../der/octets.ts';
import { oids } from '../../der/oids.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeExtKeyUsage } from '../extensions/extended-key-usage.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import { encodeSubjectAltName } from '../extensions/subject-alternative-name.ts';
import type { IssuerParts } from './issuer-parts.ts';
import type { CertificateFields } from './to-be-signed-bytes.ts';
import { encodeToBeSigned } from './to-be-signed-bytes.ts';

const constantExtensions = concatOctets(
  encodeBasicConstraints({ ca: false }),
  encodeKeyUsage(['digitalSignature']),
  encodeExtKeyUsage([oids.serverAuth]),
);

/** To-be-signed bytes of a server's certificate for the given host names, of which the first label may be `*`. */
export function buildTlsServer(
  fields: CertificateFields & { readonly issuer: IssuerParts; readonly dnsNames: readonly string[] },
): Uint8Array<ArrayBuffer> {
  const { issuer, dnsNames } = fields;
  return encodeToBeSigned({
    ...fields,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.name,
    extensionsBefore: [constantExtensions, encodeSubjectAltName(dnsNames)],
    extensionsAfter: [issuer.extensions],
  });
}
