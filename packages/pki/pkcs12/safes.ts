import { encodeOid, oids } from '../der/oids.ts';
import type { DerValue } from '../der/writer.ts';
import {
  bmpString,
  constructed,
  encode,
  octetString,
  primitive,
  sequence,
  setOf,
  smallInteger,
} from '../der/writer.ts';

/** What binds a certificate to its key, and its name in the lists of key stores (RFC 7292 4.2). */
export interface BagLabels {
  readonly friendlyName: string;
  /** The same for key and certificate; the subject key identifier serves. */
  readonly localKeyId: Uint8Array;
}

/** SafeBag with an already encrypted private key (RFC 7292 4.2.2). */
export function encodeKeyBag(shroudedKey: Uint8Array, labels: BagLabels): DerValue {
  return sequence(encodeOid(oids.pkcs8ShroudedKeyBag), constructed(0, shroudedKey), encodeLabels(labels));
}

/** SafeBag with a certificate (RFC 7292 4.2.3); the issuers' have no labels, as they belong to no key. */
export function encodeCertificateBag(certificate: Uint8Array, labels?: BagLabels): DerValue {
  const value = sequence(encodeOid(oids.x509Certificate), constructed(0, octetString(certificate)));
  return sequence(encodeOid(oids.certBag), constructed(0, value), ...(labels ? [encodeLabels(labels)] : []));
}

function encodeLabels({ friendlyName, localKeyId }: BagLabels): DerValue {
  return setOf(
    sequence(encodeOid(oids.friendlyName), setOf(bmpString(friendlyName))),
    sequence(encodeOid(oids.localKeyId), setOf(octetString(localKeyId))),
  );
}

/** SafeContents in DER. */
export const encodeSafeContents = (bags: readonly DerValue[]): Uint8Array<ArrayBuffer> => encode(sequence(...bags));

/** ContentInfo with octets in the open (RFC 7292 4, RFC 5652 4). */
export const encodeData = (content: Uint8Array): DerValue =>
  sequence(encodeOid(oids.data), constructed(0, octetString(content)));

/** ContentInfo with encrypted octets (RFC 5652 8). */
export function encodeEncryptedData(algorithm: DerValue, encrypted: Uint8Array): DerValue {
  const content = sequence(encodeOid(oids.data), algorithm, primitive(0, encrypted));
  return sequence(encodeOid(oids.encryptedData), constructed(0, sequence(smallInteger(0), content)));
}
