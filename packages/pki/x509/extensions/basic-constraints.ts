import { oids } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { tags } from '../../der/tags.ts';
import { booleanTrue, sequence, smallInteger } from '../../der/writer.ts';
import { encodeExtension } from './extension.ts';

/** RFC 5280 4.2.1.9. */
export type BasicConstraints = { readonly ca: false } | { readonly ca: true; readonly pathLength?: number };

/** The longest path of issuers anybody has; it only bounds the number. */
const maximumPathLength = 255;

/**
 * Critical always. Of an end entity it is the empty SEQUENCE: FALSE is the default of `cA`, and DER leaves defaults out
 * (X.690 11.5), so `30 00` is the only encoding that says "not an issuer".
 */
export function encodeBasicConstraints(constraints: BasicConstraints): Uint8Array<ArrayBuffer> {
  return encodeExtension({ oid: oids.basicConstraints, critical: true, value: sequence(...fields(constraints)) });
}

function fields(constraints: BasicConstraints) {
  if (!constraints.ca) return [];
  return constraints.pathLength === undefined ? [booleanTrue] : [booleanTrue, smallInteger(constraints.pathLength)];
}

export function readBasicConstraints(reader: DerReader): BasicConstraints {
  return reader.sequence('BasicConstraints', (content) => {
    if (content.atEnd) return { ca: false };
    if (!content.boolean('cA')) content.refuse('the default of cA left out', 'FALSE');
    if (!content.nextIs(tags.integer)) return { ca: true };
    return { ca: true, pathLength: content.smallInteger('pathLenConstraint', maximumPathLength) };
  });
}
