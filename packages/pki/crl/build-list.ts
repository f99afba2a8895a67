import { encodeTime } from '../der/time.ts';
import { constructed, encode, sequence, smallInteger } from '../der/writer.ts';
import { encodeAuthorityKeyIdentifier } from '../x509/extensions/key-identifiers.ts';
import type { SignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { encodeSignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { encodeIssuingDistributionPoint, type PointOfList } from './issuing-distribution-point.ts';
import { encodeCrlNumber } from './list-extensions.ts';
import { compareSerialNumbers, encodeRevokedEntry, type RevokedEntry } from './revoked-entries.ts';

const version2 = smallInteger(1);

/** To-be-signed bytes of a CRL (RFC 5280 5.1.2). The entries may come in any order and are written by serial number. */
export function buildList(fields: {
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** The issuer's subject in DER, octet for octet. */
  readonly issuer: Uint8Array;
  /** The issuer's subject key identifier. */
  readonly authorityKeyIdentifier: Uint8Array;
  /** Milliseconds UTC; a part of a second is cut off. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly number: number;
  /** Null: it is about all certificates of the issuer. */
  readonly point: PointOfList | null;
  readonly entries: readonly RevokedEntry[];
}): Uint8Array<ArrayBuffer> {
  const entries = fields.entries.toSorted((a, b) => compareSerialNumbers(a.serialNumber, b.serialNumber));
  return encode(
    sequence(
      version2,
      encodeSignatureAlgorithm(fields.signatureAlgorithm),
      fields.issuer,
      encodeTime(fields.thisUpdate),
      encodeTime(fields.nextUpdate),
      // Where there is none, the list itself is absent (5.1.2.6)
      ...(entries.length > 0 ? [sequence(...entries.map(encodeRevokedEntry))] : []),
      constructed(
        0,
        sequence(
          encodeAuthorityKeyIdentifier(fields.authorityKeyIdentifier),
          encodeCrlNumber(fields.number),
          ...(fields.point ? [encodeIssuingDistributionPoint(fields.point)] : []),
        ),
      ),
    ),
  );
}
