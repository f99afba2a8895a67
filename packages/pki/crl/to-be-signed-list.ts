import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import { contextConstructed, tags } from '../der/tags.ts';
import type { Name } from '../x509/name.ts';
import { readName } from '../x509/name.ts';
import type { SignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { readSignatureAlgorithm } from '../x509/signature-algorithms.ts';
import type { ListExtensions } from './list-extensions.ts';
import { readListExtensions } from './list-extensions.ts';
import type { ReadEntry } from './revoked-entries.ts';
import { readRevokedEntries } from './revoked-entries.ts';

/** TBSCertList (RFC 5280 5.1.2): all that a CRL says. */
export interface ToBeSignedList {
  readonly der: Uint8Array<ArrayBuffer>;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly issuer: Name;
  /** Both times as they stand in a row, for who must know how they are written. */
  readonly timesDer: Uint8Array<ArrayBuffer>;
  /** Milliseconds UTC. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** In the order in which they stand. */
  readonly entries: readonly ReadEntry[];
  readonly extensions: ListExtensions;
}

/** Four times what a shard of ours can come to. */
export const maximumListBytes = 4 * 1_048_576;

/** Reads the octets that are (to be) signed. Throws DerError. */
export function parseToBeSignedList(der: Uint8Array): ToBeSignedList {
  return readDer(der, maximumListBytes, readToBeSignedList);
}

/** A CRL of version 2 with nextUpdate (5.1.2.5) and extensions, as every one of an issuer that keeps to RFC 5280. */
export function readToBeSignedList(reader: DerReader): ToBeSignedList {
  const { der, value } = reader.captured(() => reader.sequence('TBSCertList', readFields));
  return { der, ...value };
}

function readFields(content: DerReader): Omit<ToBeSignedList, 'der'> {
  if (content.smallInteger('version', 1) !== 1) content.refuse('version 2', 'an older one');
  const signatureAlgorithm = readSignatureAlgorithm(content, 'signature');
  const issuer = readName(content, 'issuer');
  const { der: timesDer, value: times } = content.captured(() => ({
    thisUpdate: content.time('thisUpdate'),
    nextUpdate: content.time('nextUpdate'),
  }));
  const entries = content.nextIs(tags.sequence) ? readRevokedEntries(content) : [];
  const extensions = content.constructed('crlExtensions', contextConstructed(0), readListExtensions);
  return { signatureAlgorithm, issuer, timesDer, ...times, entries, extensions };
}
