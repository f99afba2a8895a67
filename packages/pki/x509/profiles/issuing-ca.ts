import { concatOctets } from '../../der/octets.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import type { IssuerParts } from './issuer-parts.ts';
import type { CertificateFields } from './to-be-signed-bytes.ts';
import { encodeToBeSigned } from './to-be-signed-bytes.ts';

const constantExtensions = concatOctets(
  encodeBasicConstraints({ ca: true, pathLength: 0 }),
  encodeKeyUsage(['keyCertSign', 'cRLSign']),
);

/** To-be-signed bytes of a bank's issuer, which signs certificates of end entities and CRLs, but no further issuers. */
export function buildIssuingCa(fields: CertificateFields & { readonly issuer: IssuerParts }): Uint8Array<ArrayBuffer> {
  const { issuer } = fields;
  return encodeToBeSigned({
    ...fields,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.name,
    extensionsBefore: [constantExtensions],
    extensionsAfter: [issuer.extensions],
  });
}
