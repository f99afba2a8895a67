import { compareOctets } from './octets.ts';
import { contextConstructed, contextPrimitive, tags } from './tags.ts';
import { encodeUtf16, isIa5, isPrintable } from './text.ts';

/** An element to be written: its lengths are known when it is made, so that `encode` allocates and copies once. */
export interface DerNode {
  readonly tag: number;
  readonly contentLength: number;
  readonly parts: readonly DerValue[];
}

/** Something to be written: a node, or octets that are already encoded (one element, or several in a row). */
export type DerValue = Uint8Array | DerNode;

const utf8 = new TextEncoder();

/** The octets of a value, in one new array. */
export function encode(value: DerValue): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(sizeOf(value));
  writeInto(octets, value, 0);
  return octets;
}

/** An element of any tag; its content is the parts in a row. */
export function element(tag: number, ...parts: readonly DerValue[]): DerNode {
  let contentLength = 0;
  for (const part of parts) contentLength += sizeOf(part);
  return { tag, contentLength, parts };
}

export const sequence = (...parts: readonly DerValue[]): DerNode => element(tags.sequence, ...parts);
export const octetString = (...parts: readonly DerValue[]): DerNode => element(tags.octetString, ...parts);

/** A SET OF, its elements sorted as X.690 11.6 demands. Each value is one element; one alone needs no sorting. */
export const setOf = (...values: readonly DerValue[]): DerNode =>
  element(tags.set, ...(values.length < 2 ? values : values.map(encode).sort(compareOctets)));

/** `[number] EXPLICIT`, or `[number] IMPLICIT` of a constructed type. */
export const constructed = (number: number, ...parts: readonly DerValue[]): DerNode =>
  element(contextConstructed(number), ...parts);

/** `[number] IMPLICIT` of a primitive type. */
export const primitive = (number: number, content: Uint8Array): DerNode => element(contextPrimitive(number), content);

export const nullValue: Uint8Array = Uint8Array.of(tags.null, 0);
export const booleanTrue: Uint8Array = Uint8Array.of(tags.boolean, 1, 0xff);

/** A non-negative INTEGER from its big-endian magnitude, which may have leading zeros. */
export function unsignedInteger(magnitude: Uint8Array): DerNode {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++;
  const significant = magnitude.subarray(start);
  const first = significant[0];
  if (first === undefined) return element(tags.integer, Uint8Array.of(0));
  return first < 0x80 ? element(tags.integer, significant) : element(tags.integer, Uint8Array.of(0), significant);
}

/** A non-negative INTEGER. Throws RangeError for anything but a whole number from 0 to 2^53 − 1. */
export function smallInteger(value: number): DerNode {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a non-negative whole number: ${value}`);
  const octets: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return unsignedInteger(Uint8Array.from(octets));
}

/** An ENUMERATED from 0 to 127. */
export const enumerated = (value: number): DerNode => element(tags.enumerated, Uint8Array.of(value));

/** A BIT STRING whose bits fill its octets. */
export const bitString = (octets: Uint8Array): DerNode => element(tags.bitString, Uint8Array.of(0), octets);

/** A BIT STRING of named bits (bit 0 is the highest of the first octet), without trailing zeros (X.690 11.2.2). */
export function namedBits(numbers: readonly number[]): DerNode {
  const highest = Math.max(-1, ...numbers);
  const octets = new Uint8Array(1 + Math.ceil((highest + 1) / 8));
  octets[0] = highest < 0 ? 0 : 7 - (highest % 8);
  for (const number of numbers) {
    const at = 1 + Math.floor(number / 8);
    octets[at] = (octets[at] ?? 0) | (0x80 >> (number % 8));
  }
  return element(tags.bitString, octets);
}

export function utf8String(text: string): DerNode {
  if (!text.isWellFormed()) throw new RangeError('text with half a surrogate pair');
  return element(tags.utf8String, utf8.encode(text));
}

export function bmpString(text: string): DerNode {
  return element(tags.bmpString, encodeUtf16(text));
}

export function printableString(text: string): DerNode {
  if (!isPrintable(text)) throw new RangeError('a character outside PrintableString (X.680 41.4)');
  return element(tags.printableString, utf8.encode(text));
}

/** The octets of an IA5String without its header, as GeneralName wants them (RFC 5280 4.2.1.6). */
export function ia5Content(text: string): Uint8Array<ArrayBuffer> {
  if (!isIa5(text)) throw new RangeError('a character outside IA5String');
  return utf8.encode(text);
}

function sizeOf(value: DerValue): number {
  if (!('parts' in value)) return value.length;
  return 1 + lengthOctets(value.contentLength) + value.contentLength;
}

function lengthOctets(length: number): number {
  if (length < 0x80) return 1;
  return length < 0x100 ? 2 : length < 0x1_0000 ? 3 : length < 0x100_0000 ? 4 : 5;
}

function writeInto(octets: Uint8Array, value: DerValue, start: number): number {
  if (!('parts' in value)) {
    octets.set(value, start);
    return start + value.length;
  }
  let at = start;
  octets[at++] = value.tag;
  const count = lengthOctets(value.contentLength);
  if (count > 1) octets[at++] = 0x7f + count;
  for (let shift = 8 * Math.max(0, count - 2); shift >= 0; shift -= 8) octets[at++] = value.contentLength >>> shift;
  for (const part of value.parts) at = writeInto(octets, part, at);
  return at;
}
