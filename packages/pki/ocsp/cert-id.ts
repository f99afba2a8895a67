import { sameOctets } from '../der/octets.ts';
import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { formatSerialNumber } from '../x509/serial-number.ts';

/** CertID (RFC 6960 4.1.1): a certificate by its issuer's name and key, both digested, and its serial number. */
export interface CertId {
  /** As it stands: an answer repeats it octet for octet, so that every client finds its own question again. */
  readonly der: Uint8Array<ArrayBuffer>;
  /** Object identifier of the digest, with dots. */
  readonly hashAlgorithm: string;
  readonly issuerNameHash: Uint8Array<ArrayBuffer>;
  readonly issuerKeyHash: Uint8Array<ArrayBuffer>;
  /** Lower-case hexadecimal without leading zero octets, as the register keeps it. */
  readonly serialNumber: string;
}

/** The digests of one issuer's name (DER) and key (content of the BIT STRING), by one algorithm. */
export interface IssuerHash {
  readonly hashAlgorithm: string;
  readonly name: Uint8Array<ArrayBuffer>;
  readonly key: Uint8Array<ArrayBuffer>;
}

/** A digest has at most 64 octets (SHA-512), a serial number at most 20 (RFC 5280 4.1.2.2); nothing longer is one. */
const maximumHashBytes = 64;
const maximumSerialBytes = 20;

/** Reads a CertID; the digest may be one we do not know. Throws DerError. */
export function readCertId(reader: DerReader): CertId {
  const { der, value } = reader.captured(() =>
    reader.sequence('CertID', (content) => ({
      hashAlgorithm: content.sequence('hashAlgorithm', readHashAlgorithm),
      issuerNameHash: readHash(content, 'issuerNameHash'),
      issuerKeyHash: readHash(content, 'issuerKeyHash'),
      serialNumber: readSerialNumber(content),
    })),
  );
  return { der, ...value };
}

/** Parameters may be absent or NULL (RFC 4055 2.1); of digests we do not know, anything well-formed. */
function readHashAlgorithm(algorithm: DerReader): string {
  const oid = algorithm.oid('hashAlgorithm');
  if (algorithm.atEnd) return oid;
  if (oid === oids.sha1 || oid === oids.sha256) algorithm.null('parameters of hashAlgorithm');
  else readWellFormed(algorithm, 'parameters of hashAlgorithm');
  return oid;
}

function readHash(content: DerReader, what: string): Uint8Array<ArrayBuffer> {
  const octets = content.octetString(what);
  if (octets.length === 0 || octets.length > maximumHashBytes) {
    content.refuse(`${what} of 1 to ${maximumHashBytes} octets`, `${octets.length}`);
  }
  return octets;
}

function readSerialNumber(content: DerReader): string {
  const magnitude = content.unsigned('serialNumber');
  if (magnitude.length > maximumSerialBytes) {
    content.refuse(`a serialNumber of at most ${maximumSerialBytes} octets`, `${magnitude.length}`);
  }
  return formatSerialNumber(magnitude);
}

/** Whether the CertID names a certificate of this issuer, by whichever of the digests it uses. */
export function isOfIssuer(id: CertId, hashes: readonly IssuerHash[]): boolean {
  return hashes.some(
    ({ hashAlgorithm, name, key }) =>
      hashAlgorithm === id.hashAlgorithm && sameOctets(name, id.issuerNameHash) && sameOctets(key, id.issuerKeyHash),
  );
}
