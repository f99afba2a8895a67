import { oids } from '../../der/oids.ts';
import { encodeSubjectAltName } from '../extensions/alternative-names.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeExtKeyUsage } from '../extensions/extended-key-usage.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import { parsePublicKey } from '../public-key.ts';
import type { IssuerParts } from './issuer-parts.ts';
import type { CertificateFields } from './to-be-signed-bytes.ts';
import { encodeToBeSigned } from './to-be-signed-bytes.ts';

const beforeKeyUsage = encodeBasicConstraints({ ca: false });
const afterKeyUsage = encodeExtKeyUsage([oids.serverAuth]);

/**
 * keyEncipherment stands beside digitalSignature for RSA: no cipher suite spoken here needs it, but NSS takes no RSA
 * key of a server without (seen with certutil 3.87).
 */
const keyUsages = {
  EC: encodeKeyUsage(['digitalSignature']),
  RSA: encodeKeyUsage(['digitalSignature', 'keyEncipherment']),
};

/**
 * To-be-signed bytes of a server's certificate for the given host names, of which the first label may be `*`. Throws
 * DerError when the public key is none.
 */
export function buildTlsServer(
  fields: CertificateFields & { readonly issuer: IssuerParts; readonly dnsNames: readonly string[] },
): Uint8Array<ArrayBuffer> {
  const { issuer, dnsNames } = fields;
  const keyUsage = parsePublicKey(fields.publicKey).kind === 'RSA' ? keyUsages.RSA : keyUsages.EC;
  return encodeToBeSigned({
    ...fields,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.name,
    extensionsBefore: [beforeKeyUsage, keyUsage, afterKeyUsage, encodeSubjectAltName(dnsNames)],
    extensionsAfter: [issuer.extensions],
  });
}
