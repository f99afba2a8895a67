import { concatOctets } from '../../der/octets.ts';
import { oids } from '../../der/oids.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeCertificatePolicies, type PolicyInformation } from '../extensions/certificate-policies.ts';
import { encodeExtKeyUsage } from '../extensions/extended-key-usage.ts';
import { encodeExtension } from '../extensions/extension.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import type { IssuerParts } from './issuer-parts.ts';
import type { CertificateFields } from './to-be-signed-bytes.ts';
import { encodeToBeSigned } from './to-be-signed-bytes.ts';

/** What the certificates of one bank's customers say beyond what all customers' certificates say. */
export interface ClientProfile {
  readonly certificatePolicies: readonly PolicyInformation[];
  /** Object identifiers of purposes beside clientAuth (RFC 5280 4.2.1.12). */
  readonly furtherPurposes: readonly string[];
  /** The same in every certificate, and never critical (4.2); each value is one element in DER. */
  readonly furtherExtensions: readonly { readonly oid: string; readonly value: Uint8Array }[];
}

const plainProfile: ClientProfile = { certificatePolicies: [], furtherPurposes: [], furtherExtensions: [] };

/** The key signs handshakes and nothing else, for RSA too: TLS 1.2 with key transport is not spoken here. */
const constantExtensions = concatOctets(encodeBasicConstraints({ ca: false }), encodeKeyUsage(['digitalSignature']));

/**
 * To-be-signed bytes of a customer's certificate: TLS client authentication, no issuer. Throws RangeError for a profile
 * that cannot be written.
 */
export function buildClientAuthentication(
  fields: CertificateFields & { readonly issuer: IssuerParts; readonly profile?: ClientProfile },
): Uint8Array<ArrayBuffer> {
  const { issuer, profile = plainProfile } = fields;
  const { certificatePolicies: policies, furtherPurposes, furtherExtensions } = profile;
  return encodeToBeSigned({
    ...fields,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.name,
    extensionsBefore: [
      constantExtensions,
      encodeExtKeyUsage([oids.clientAuth, ...furtherPurposes]),
      ...(policies.length === 0 ? [] : [encodeCertificatePolicies(policies)]),
    ],
    extensionsAfter: [
      issuer.extensions,
      ...furtherExtensions.map(({ oid, value }) => encodeExtension({ oid, critical: false, value })),
    ],
  });
}
