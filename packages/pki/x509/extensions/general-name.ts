import type { DerReader } from '../../der/reader.ts';
import { contextPrimitive, tags } from '../../der/tags.ts';
import { decodeTextContent } from '../../der/text.ts';
import { readWellFormed } from '../../der/well-formed.ts';
import type { DerNode } from '../../der/writer.ts';
import { ia5Content, primitive } from '../../der/writer.ts';

/** GeneralName (RFC 5280 4.2.1.6) of the kinds we give a meaning to; of others only that they are there. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'ip'; readonly address: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'other' };

const textKinds = new Map([
  [contextPrimitive(1), 'email'],
  [contextPrimitive(2), 'dns'],
  [contextPrimitive(6), 'uri'],
] as const);
const ipTag = contextPrimitive(7);

export const encodeDnsName = (name: string): DerNode => primitive(2, ia5Content(name));
export const encodeUri = (uri: string): DerNode => primitive(6, ia5Content(uri));

export function readGeneralName(reader: DerReader): GeneralName {
  const tag = reader.nextTag;
  if (tag === ipTag) return { kind: 'ip', address: readAddress(reader) };
  for (const [textTag, kind] of textKinds) {
    if (tag === textTag) return { kind, text: readVisible(reader, kind, textTag) };
  }
  readWellFormed(reader, 'GeneralName');
  return { kind: 'other' };
}

/** Only characters one can see: a name with a NUL or a line break in it is an attack, not a name. */
function readVisible(reader: DerReader, kind: string, tag: number): string {
  const text = decodeTextContent(tags.ia5String, reader.content(kind, tag)) ?? '';
  if (!/^[\x21-\x7e]+$/.test(text)) reader.refuse(`a ${kind} name in visible ASCII`, 'other characters');
  return text;
}

function readAddress(reader: DerReader): Uint8Array<ArrayBuffer> {
  const address = reader.content('iPAddress', ipTag);
  if (address.length !== 4 && address.length !== 16) reader.refuse('an address of 4 or 16 octets', `${address.length}`);
  return address;
}
