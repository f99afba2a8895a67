import { encodeTime } from '../../der/time.ts';
import type { DerValue } from '../../der/writer.ts';
import { constructed, encode, sequence, smallInteger, unsignedInteger } from '../../der/writer.ts';
import { encodeSubjectKeyIdentifier } from '../extensions/key-identifiers.ts';
import type { SignatureAlgorithm } from '../signature-algorithms.ts';
import { encodeSignatureAlgorithm } from '../signature-algorithms.ts';

/** What differs from one certificate of an issuer to the next. */
export interface CertificateFields {
  /** Big-endian, as `serialNumberFrom` makes it. */
  readonly serialNumber: Uint8Array;
  /** Name in DER, as `encodeName` makes it. */
  readonly subject: Uint8Array;
  /** Milliseconds UTC; a part of a second is cut off. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /** 20 octets, by `keyIdentifierFrom`. */
  readonly subjectKeyIdentifier: Uint8Array;
}

const version3 = encode(constructed(0, smallInteger(2)));

/**
 * TBSCertificate (RFC 5280 4.1.2) of version 3. `extensionsBefore` and `extensionsAfter` stand around the subject key
 * identifier, each any number of encoded extensions in a row.
 */
export function encodeToBeSigned(
  fields: CertificateFields & {
    readonly signatureAlgorithm: SignatureAlgorithm;
    readonly issuer: Uint8Array;
    readonly extensionsBefore: readonly DerValue[];
    readonly extensionsAfter: readonly DerValue[];
  },
): Uint8Array<ArrayBuffer> {
  return encode(
    sequence(
      version3,
      unsignedInteger(fields.serialNumber),
      encodeSignatureAlgorithm(fields.signatureAlgorithm),
      fields.issuer,
      sequence(encodeTime(fields.notBefore), encodeTime(fields.notAfter)),
      fields.subject,
      fields.publicKey,
      constructed(
        3,
        sequence(
          ...fields.extensionsBefore,
          encodeSubjectKeyIdentifier(fields.subjectKeyIdentifier),
          ...fields.extensionsAfter,
        ),
      ),
    ),
  );
}
