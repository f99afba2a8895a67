import { readDer } from '../der/reader.ts';
import { readSignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { maximumListBytes, readToBeSignedList, type ToBeSignedList } from './to-be-signed-list.ts';

/** A CRL (RFC 5280 5.1), read strictly. That its signature is right is for who reads it to verify. */
export interface CertificateList extends Omit<ToBeSignedList, 'der'> {
  readonly der: Uint8Array<ArrayBuffer>;
  /** The octets that are signed. */
  readonly tbs: Uint8Array<ArrayBuffer>;
  /** As it stands in the BIT STRING: DER of ECDSA-Sig-Value, or the RSA octets. */
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Throws DerError. */
export function parseCertificateList(der: Uint8Array): CertificateList {
  return readDer(der, maximumListBytes, (reader) => {
    const { der: whole, value } = reader.captured(() =>
      reader.sequence('CertificateList', (content) => {
        const { der: tbs, ...fields } = readToBeSignedList(content);
        const outer = readSignatureAlgorithm(content, 'signatureAlgorithm');
        if (outer !== fields.signatureAlgorithm) {
          content.refuse(`${fields.signatureAlgorithm}, as in tbsCertList (5.1.1.2)`, outer);
        }
        return { tbs, ...fields, signature: content.octetBits('signatureValue') };
      }),
    );
    return { der: whole, ...value };
  });
}
