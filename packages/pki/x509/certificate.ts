import { readDer } from '../der/reader.ts';
import { readSignatureAlgorithm } from './signature-algorithms.ts';
import type { ToBeSigned } from './to-be-signed.ts';
import { readToBeSigned } from './to-be-signed.ts';

/** A certificate (RFC 5280 4.1), read strictly. That its signature is right is for `verifyIssuedBy` to say. */
export interface Certificate extends Omit<ToBeSigned, 'der'> {
  readonly der: Uint8Array<ArrayBuffer>;
  /** The octets that are signed. */
  readonly tbs: Uint8Array<ArrayBuffer>;
  /** As it stands in the BIT STRING: DER of ECDSA-Sig-Value, or the RSA octets. */
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Longer than any certificate of a browser or a CA. */
export const maximumCertificateBytes = 16_384;

/** Reads a certificate of version 3 with a key and a signature of a known kind. Throws DerError. */
export function parseCertificate(der: Uint8Array): Certificate {
  return readDer(der, maximumCertificateBytes, (reader) => {
    const { der: whole, value } = reader.captured(() =>
      reader.sequence('Certificate', (content) => {
        const { der: tbs, ...fields } = readToBeSigned(content);
        const outer = readSignatureAlgorithm(content, 'signatureAlgorithm');
        if (outer !== fields.signatureAlgorithm) {
          content.refuse(`${fields.signatureAlgorithm}, as in tbsCertificate (4.1.1.2)`, outer);
        }
        return { tbs, ...fields, signature: content.octetBits('signatureValue') };
      }),
    );
    return { der: whole, ...value };
  });
}
