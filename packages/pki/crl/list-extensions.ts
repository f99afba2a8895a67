import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { smallInteger } from '../der/writer.ts';
import type { Extension } from '../x509/extensions/extension.ts';
import { encodeExtension, readExtension } from '../x509/extensions/extension.ts';
import { readAuthorityKeyIdentifier } from '../x509/extensions/key-identifiers.ts';
import type { IssuingDistributionPoint } from './issuing-distribution-point.ts';
import { readIssuingDistributionPoint } from './issuing-distribution-point.ts';

/** What a CRL's extensions say (RFC 5280 5.2); a field is missing when its extension is. */
export interface ListExtensions {
  readonly authorityKeyIdentifier?: Uint8Array<ArrayBuffer>;
  /** Rises with every CRL of the issuer and this distribution point (5.2.3). */
  readonly crlNumber?: number;
  readonly issuingDistributionPoint?: IssuingDistributionPoint;
  /** All of them as they stand, in their order. */
  readonly list: readonly Extension[];
}

type Known = Omit<ListExtensions, 'list'>;

/** RFC 5280 5.2.3, not critical. Ours is a whole number below 2^53, so it never comes near the 20 octets allowed. */
export function encodeCrlNumber(number: number): Uint8Array<ArrayBuffer> {
  return encodeExtension({ oid: oids.crlNumber, critical: false, value: smallInteger(number) });
}

/** Reads the content of crlExtensions. Throws DerError, also when one kind stands there twice. */
export function readListExtensions(reader: DerReader): ListExtensions {
  const known: Known = {};
  const seen = new Set<string>();
  const list = reader.sequenceOf('crlExtensions', (item) =>
    readExtension(item, ({ oid }, value) => {
      if (seen.has(oid)) value.refuse('each extension once', `${oid} twice`);
      seen.add(oid);
      Object.assign(known, readKnown(oid, value));
    }),
  );
  return { ...known, list };
}

function readKnown(oid: string, value: DerReader): Known {
  if (oid === oids.crlNumber) return { crlNumber: readNumber(value) };
  if (oid === oids.issuingDistributionPoint) return { issuingDistributionPoint: readIssuingDistributionPoint(value) };
  if (oid === oids.authorityKeyIdentifier) {
    const authorityKeyIdentifier = readAuthorityKeyIdentifier(value);
    return authorityKeyIdentifier === undefined ? {} : { authorityKeyIdentifier };
  }
  readWellFormed(value, `extension ${oid}`);
  return {};
}

function readNumber(value: DerReader): number {
  const number = value.unsigned('cRLNumber').reduce((so, octet) => so * 256 + octet, 0);
  return Number.isSafeInteger(number) ? number : value.refuse('a cRLNumber below 2^53', 'a greater one');
}
