import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { contextConstructed, contextPrimitive } from '../../der/tags.ts';
import { readWellFormed } from '../../der/well-formed.ts';
import { constructed, sequence } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';
import { encodeUri, readGeneralName } from './general-name.ts';

/** RFC 5280 4.2.1.13: one distribution point with one URL, for all reasons. */
export function encodeCrlDistributionPoints(url: string): Uint8Array<ArrayBuffer> {
  const fullName = constructed(0, constructed(0, encodeUri(url)));
  return encodeExtension({ oid: oids.crlDistributionPoints, critical: false, value: sequence(sequence(fullName)) });
}

/** The URLs of all full names, in order. Other forms of a point are read over. */
export function readCrlDistributionPoints(reader: DerReader): string[] {
  return reader.sequenceOf('CRLDistributionPoints', (points) => points.sequence('DistributionPoint', readPoint)).flat();
}

function readPoint(point: DerReader): string[] {
  if (point.atEnd) point.refuse('a distributionPoint or a cRLIssuer', 'neither');
  const urls = point.nextIs(contextConstructed(0))
    ? point.constructed('distributionPoint', contextConstructed(0), readPointName)
    : [];
  if (point.nextIs(contextPrimitive(1))) point.content('reasons', contextPrimitive(1));
  if (point.nextIs(contextConstructed(2))) readWellFormed(point, 'cRLIssuer');
  return urls;
}

function readPointName(name: DerReader): string[] {
  if (!name.nextIs(contextConstructed(0))) {
    name.nextIs(contextConstructed(1)) || name.refuse('fullName or nameRelativeToCRLIssuer', name.describeNext());
    readWellFormed(name, 'nameRelativeToCRLIssuer');
    return [];
  }
  const names = name.sequenceOf('fullName', readGeneralName, { tag: contextConstructed(0) });
  return names.flatMap((item) => (item.kind === 'uri' ? [item.text] : []));
}
