import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { contextConstructed, tags } from '../der/tags.ts';
import { readWellFormed } from '../der/well-formed.ts';
import type { Extensions } from '../x509/extensions/extensions.ts';
import { readExtensions } from '../x509/extensions/extensions.ts';

/** Attribute (RFC 2986 4.1), its values in DER. */
export interface RequestAttribute {
  /** Object identifier, with dots. */
  readonly type: string;
  readonly values: readonly Uint8Array<ArrayBuffer>[];
}

/** What a requester adds to name and key. */
export interface RequestAttributes {
  /** All of them as they stand, in their order. */
  readonly attributes: readonly RequestAttribute[];
  /** Of extensionRequest (RFC 2985 5.4.2), when it is there. */
  readonly requestedExtensions?: Extensions;
  /** Of challengePassword (RFC 2985 5.4.1), when it is there. */
  readonly challengePassword?: string;
}

type Known = Omit<RequestAttributes, 'attributes'>;

/** The attributes we know; each has a single value. */
const readers = new Map<string, (value: DerReader) => Known>([
  [oids.extensionRequest, (value) => ({ requestedExtensions: readExtensions(value) })],
  [oids.challengePassword, (value) => ({ challengePassword: readChallengePassword(value) })],
]);

/** Reads `[0] IMPLICIT SET OF Attribute`. Throws DerError, also when one type stands there twice. */
export function readAttributes(info: DerReader): RequestAttributes {
  const known: Known = {};
  const seen = new Set<string>();
  const readOne = (set: DerReader) =>
    set.sequence('Attribute', (attribute) => {
      const type = attribute.oid('attribute type');
      if (seen.has(type)) attribute.refuse('each attribute once', `${type} twice`);
      seen.add(type);
      return { type, values: readValues(attribute, type, known) };
    });
  const attributes = info.setOf('attributes', readOne, { tag: contextConstructed(0), empty: true });
  return { attributes, ...known };
}

/** Gives the values and adds to `known` what those of a known type say. */
function readValues(attribute: DerReader, type: string, known: Known): Uint8Array<ArrayBuffer>[] {
  const readKnown = readers.get(type);
  const values = attribute.setOf(`attribute ${type}`, (value) => {
    const read = () =>
      readKnown ? Object.assign(known, readKnown(value)) : readWellFormed(value, `attribute ${type}`);
    return value.captured(read).der;
  });
  if (readKnown && values.length > 1) attribute.refuse(`a single value of ${type}`, `${values.length}`);
  return values;
}

/** DirectoryString of 1 to 255 characters; the forms of Teletex and UniversalString are out of use. */
function readChallengePassword(value: DerReader): string {
  const { tag, text } = value.text('challengePassword');
  const characters = [...text].length;
  if (tag === tags.ia5String || characters === 0 || characters > 255) {
    value.refuse('a DirectoryString of 1 to 255 characters', 'another value');
  }
  return text;
}
