import { decodeOidContent } from '../../der/oids.ts';
import type { DerReader } from '../../der/reader.ts';
import { contextConstructed, contextPrimitive, tags } from '../../der/tags.ts';
import { decodeTextContent } from '../../der/text.ts';
import { readWellFormed } from '../../der/well-formed.ts';
import type { DerNode } from '../../der/writer.ts';
import { ia5Content, primitive } from '../../der/writer.ts';
import type { Name } from '../name.ts';
import { readName } from '../name.ts';

/** GeneralName (RFC 5280 4.2.1.6); of the kinds nobody uses for hosts and people only that they are there. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'ip'; readonly address: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'directory'; readonly name: Name }
  | { readonly kind: 'other' };

export const encodeEmailAddress = (address: string): DerNode => primitive(1, ia5Content(address));
export const encodeDnsName = (name: string): DerNode => primitive(2, ia5Content(name));
export const encodeUri = (uri: string): DerNode => primitive(6, ia5Content(uri));

const readers = new Map<number, (reader: DerReader, tag: number) => GeneralName>([
  [contextConstructed(0), readOtherName],
  [contextPrimitive(1), (reader, tag) => ({ kind: 'email', text: readVisible(reader, 'email', tag) })],
  [contextPrimitive(2), (reader, tag) => ({ kind: 'dns', text: readVisible(reader, 'dns', tag) })],
  [contextConstructed(4), readDirectoryName],
  [contextPrimitive(6), (reader, tag) => ({ kind: 'uri', text: readVisible(reader, 'uri', tag) })],
  [contextPrimitive(7), readAddress],
  [contextPrimitive(8), readRegisteredId],
]);

/** Reads one GeneralName; x400Address and ediPartyName are refused, as nobody reads them alike. Throws DerError. */
export function readGeneralName(reader: DerReader): GeneralName {
  const tag = reader.nextTag ?? -1;
  const read = readers.get(tag) ?? reader.refuse('a GeneralName', reader.describeNext());
  return read(reader, tag);
}

/** Only characters one can see: a name with a NUL or a line break in it is an attack, not a name. */
function readVisible(reader: DerReader, kind: string, tag: number): string {
  const text = decodeTextContent(tags.ia5String, reader.content(kind, tag)) ?? '';
  if (!/^[\x21-\x7e]+$/.test(text)) reader.refuse(`a ${kind} name in visible ASCII`, 'other characters');
  return text;
}

function readAddress(reader: DerReader, tag: number): GeneralName {
  const address = reader.content('iPAddress', tag);
  if (address.length !== 4 && address.length !== 16) reader.refuse('an address of 4 or 16 octets', `${address.length}`);
  return { kind: 'ip', address };
}

function readDirectoryName(reader: DerReader, tag: number): GeneralName {
  const name = reader.constructed('directoryName', tag, (content) => readName(content, 'directoryName'));
  return { kind: 'directory', name };
}

function readRegisteredId(reader: DerReader, tag: number): GeneralName {
  if (decodeOidContent(reader.content('registeredID', tag)) === undefined) reader.refuse('a registeredID', 'no OID');
  return { kind: 'other' };
}

function readOtherName(reader: DerReader, tag: number): GeneralName {
  reader.constructed('otherName', tag, (content) => {
    content.oid('type-id');
    content.constructed('otherName value', contextConstructed(0), (value) => readWellFormed(value, 'otherName value'));
  });
  return { kind: 'other' };
}
