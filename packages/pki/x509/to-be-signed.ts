import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import { contextConstructed } from '../der/tags.ts';
import type { Extensions } from './extensions/extensions.ts';
import { readExtensions } from './extensions/extensions.ts';
import type { Name } from './name.ts';
import { readName } from './name.ts';
import type { SubjectPublicKeyInfo } from './public-key.ts';
import { readPublicKey } from './public-key.ts';
import { formatSerialNumber } from './serial-number.ts';
import type { SignatureAlgorithm } from './signature-algorithms.ts';
import { readSignatureAlgorithm } from './signature-algorithms.ts';

/** TBSCertificate (RFC 5280 4.1.2): all that a certificate says. */
export interface ToBeSigned {
  readonly der: Uint8Array<ArrayBuffer>;
  readonly version: 3;
  /** Lower-case hexadecimal without leading zero octets, as the register keeps it. */
  readonly serialNumber: string;
  /** Big-endian magnitude without leading zero octets. */
  readonly serialNumberBytes: Uint8Array<ArrayBuffer>;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly issuer: Name;
  readonly subject: Name;
  /** The Validity as it stands, for who must know how its times are written. */
  readonly validityDer: Uint8Array<ArrayBuffer>;
  /** First instant of validity, milliseconds UTC. */
  readonly notBefore: number;
  /** Last second of validity, milliseconds UTC: the certificate is valid through this second (4.1.2.5). */
  readonly notAfter: number;
  readonly publicKey: SubjectPublicKeyInfo;
  readonly extensions: Extensions;
}

const maximumToBeSignedBytes = 14_000;

/** Reads the octets that are (to be) signed. Throws DerError. */
export function parseToBeSigned(der: Uint8Array): ToBeSigned {
  return readDer(der, maximumToBeSignedBytes, readToBeSigned);
}

export function readToBeSigned(reader: DerReader): ToBeSigned {
  const { der, value } = reader.captured(() => reader.sequence('TBSCertificate', readFields));
  return { der, ...value };
}

function readFields(content: DerReader): Omit<ToBeSigned, 'der'> {
  content.constructed('version 3', contextConstructed(0), (version) => {
    if (version.smallInteger('version', 2) !== 2) version.refuse('version 3', 'an older one');
  });
  const serialNumberBytes = content.unsigned('serialNumber');
  const signatureAlgorithm = readSignatureAlgorithm(content, 'signature');
  const issuer = readName(content, 'issuer');
  const { der: validityDer, value: times } = content.captured(() =>
    content.sequence('validity', (validity) => ({
      notBefore: validity.time('notBefore'),
      notAfter: validity.time('notAfter'),
    })),
  );
  const subject = readName(content, 'subject');
  const publicKey = readPublicKey(content);
  // issuerUniqueID and subjectUniqueID are refused: RFC 5280 4.1.2.8 forbids them
  const extensions = content.constructed('extensions', contextConstructed(3), readExtensions);
  return {
    version: 3,
    serialNumber: formatSerialNumber(serialNumberBytes),
    serialNumberBytes,
    signatureAlgorithm,
    issuer,
    subject,
    validityDer,
    ...times,
    publicKey,
    extensions,
  };
}
