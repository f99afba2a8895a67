import { compareOctets } from '../der/octets.ts';
import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { encodeTime } from '../der/time.ts';
import { readWellFormed } from '../der/well-formed.ts';
import type { DerNode, DerValue } from '../der/writer.ts';
import { sequence, unsignedInteger } from '../der/writer.ts';
import { readExtension } from '../x509/extensions/extension.ts';
import { formatSerialNumber } from '../x509/serial-number.ts';
import { encodeReasonCode, type ReasonCode, readReasonCode, reasonCodes } from './reason-code.ts';

/** One certificate to be put on a CRL (RFC 5280 5.1.2.6). */
export interface RevokedEntry {
  /** Big-endian magnitude without leading zero octets. */
  readonly serialNumber: Uint8Array;
  /** Milliseconds UTC; a part of a second is cut off. */
  readonly revokedAt: number;
  /** Null: `unspecified`. */
  readonly reason: ReasonCode | null;
}

/** One as it was read, with what only a lint wants to know. */
export interface ReadEntry {
  /** Lower-case hexadecimal without leading zero octets, as the register keeps it. */
  readonly serialNumber: string;
  readonly serialNumberBytes: Uint8Array<ArrayBuffer>;
  /** Milliseconds UTC. */
  readonly revokedAt: number;
  readonly reason: ReasonCode | null;
  /** The date as it stands, for who must know how it is written. */
  readonly dateDer: Uint8Array<ArrayBuffer>;
  /** Object identifiers of critical extensions that are not known here (5.3): who meets one must not use the CRL. */
  readonly unknownCritical: readonly string[];
}

/** crlEntryExtensions with nothing but a reason, of each reason once: a CRL has thousands of entries and few reasons. */
const extensionsOf = new Map<ReasonCode | null, readonly DerValue[]>([
  [null, []],
  ...reasonCodes.map((code) => [code, [sequence(encodeReasonCode(code))]] as const),
]);

export function encodeRevokedEntry({ serialNumber, revokedAt, reason }: RevokedEntry): DerNode {
  return sequence(unsignedInteger(serialNumber), encodeTime(revokedAt), ...(extensionsOf.get(reason) ?? []));
}

/** As numbers: of two without leading zeros the longer is the greater. Negative: a before b. */
export function compareSerialNumbers(a: Uint8Array, b: Uint8Array): number {
  return a.length - b.length || compareOctets(a, b);
}

/** Reads revokedCertificates, which has at least one entry where it is there at all. Throws DerError. */
export function readRevokedEntries(reader: DerReader): ReadEntry[] {
  return reader.sequenceOf('revokedCertificates', (list) => list.sequence('revokedCertificate', readEntry));
}

function readEntry(content: DerReader): ReadEntry {
  const serialNumberBytes = content.unsigned('userCertificate');
  const { der: dateDer, value: revokedAt } = content.captured(() => content.time('revocationDate'));
  return {
    serialNumber: formatSerialNumber(serialNumberBytes),
    serialNumberBytes,
    revokedAt,
    dateDer,
    ...readEntryExtensions(content),
  };
}

function readEntryExtensions(content: DerReader): Pick<ReadEntry, 'reason' | 'unknownCritical'> {
  let reason: ReasonCode | null = null;
  const unknownCritical: string[] = [];
  const seen = new Set<string>();
  if (!content.nextIs(tags.sequence)) return { reason, unknownCritical };
  content.sequenceOf('crlEntryExtensions', (item) =>
    readExtension(item, ({ oid, critical }, value) => {
      if (seen.has(oid)) value.refuse('each extension once', `${oid} twice`);
      seen.add(oid);
      if (oid === oids.reasonCode) reason = readReasonCode(value);
      else readWellFormed(value, `extension ${oid}`);
      if (critical && oid !== oids.reasonCode) unknownCritical.push(oid);
    }),
  );
  return { reason, unknownCritical };
}
