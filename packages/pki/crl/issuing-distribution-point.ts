import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { contextConstructed, contextPrimitive } from '../der/tags.ts';
import { constructed, primitive, sequence } from '../der/writer.ts';
import { encodeExtension } from '../x509/extensions/extension.ts';
import { encodeUri, readGeneralName } from '../x509/extensions/general-name.ts';

/** Which certificates a CRL is about (RFC 5280 5.2.5). */
export interface IssuingDistributionPoint {
  /** The full names: the URLs that stand in the certificates' CRL distribution points. */
  readonly urls: readonly string[];
  /** No CA certificate can be on it. */
  readonly onlyContainsUserCerts: boolean;
}

/** What we write: one URL, as in the CRL distribution point of the certificates that the CRL is about. */
export interface PointOfList {
  readonly url: string;
  readonly onlyContainsUserCerts: boolean;
}

/** Critical, as the section demands: who overlooks it would take a part for the whole. */
export function encodeIssuingDistributionPoint(point: PointOfList): Uint8Array<ArrayBuffer> {
  const name = constructed(0, constructed(0, encodeUri(point.url)));
  const users = point.onlyContainsUserCerts ? [primitive(1, Uint8Array.of(0xff))] : [];
  return encodeExtension({ oid: oids.issuingDistributionPoint, critical: true, value: sequence(name, ...users) });
}

/**
 * Reads it. CRLs for CA or attribute certificates only, for some reasons only, and indirect ones are refused: none of
 * ours is one, and taking one for a complete CRL would be worse than refusing it. Throws DerError.
 */
export function readIssuingDistributionPoint(reader: DerReader): IssuingDistributionPoint {
  return reader.sequence('IssuingDistributionPoint', (content) => {
    const urls = content.constructed('distributionPoint', contextConstructed(0), (name) =>
      name.sequenceOf('fullName', readUrl, { tag: contextConstructed(0) }),
    );
    const users = content.nextIs(contextPrimitive(1));
    if (users) readTrue(content);
    return { urls, onlyContainsUserCerts: users };
  });
}

function readUrl(names: DerReader): string {
  const name = readGeneralName(names);
  return name.kind === 'uri' ? name.text : names.refuse('a URL', name.kind);
}

function readTrue(content: DerReader): void {
  const octets = content.content('onlyContainsUserCerts', contextPrimitive(1));
  const isTrue = octets.length === 1 && octets[0] === 0xff;
  if (!isTrue) content.refuse('onlyContainsUserCerts TRUE, as FALSE is its default', 'another octet');
}
