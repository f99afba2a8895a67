import { DerError } from './error.ts';
import { compareOctets } from './octets.ts';
import { decodeOidContent } from './oids.ts';
import { highTagNumber, isContextSpecific, tagName, tags } from './tags.ts';
import { decodeTextContent } from './text.ts';
import { decodeTimeContent } from './time.ts';

/** Deeper nesting than any structure here has; it bounds the recursion. */
const maximumDepth = 20;

interface ListOptions {
  /** The tag in place of SEQUENCE or SET, when the list is implicitly tagged. */
  tag?: number;
  /** Whether a list of no elements is allowed. */
  empty?: boolean;
}

/**
 * Reads the one DER value that `der` holds: `read` gets a reader that stands before it. The octets are copied first, so
 * what is read neither changes with the caller's buffer nor is a Node `Buffer`; values are views of that copy.
 * Throws DerError when `der` is longer than `maxBytes`, breaks DER (X.690 10, 11), or has octets after the value.
 */
export function readDer<T>(der: Uint8Array, maxBytes: number, read: (reader: DerReader) => T): T {
  if (der.length > maxBytes) {
    throw new DerError({ offset: 0, expected: `at most ${maxBytes} octets`, got: `${der.length}` });
  }
  const reader = new DerReader(new Uint8Array(der), 0, der.length, 0);
  return finished(reader, read);
}

function finished<T>(reader: DerReader, read: (reader: DerReader) => T): T {
  const value = read(reader);
  if (!reader.atEnd) reader.refuse('nothing more', reader.describeNext());
  return value;
}

/**
 * A position in a run of DER elements. Each method reads one element and steps behind it; the methods with a `read`
 * argument hand it a reader of the content and demand that it reads all. `what` names the field in the error.
 */
export class DerReader {
  readonly #octets: Uint8Array<ArrayBuffer>;
  readonly #end: number;
  readonly #depth: number;
  #position: number;
  /** Where the content of the element just entered begins; its end is `#position`. */
  #content = 0;

  constructor(octets: Uint8Array<ArrayBuffer>, start: number, end: number, depth: number) {
    this.#octets = octets;
    this.#position = start;
    this.#end = end;
    this.#depth = depth;
    if (depth > maximumDepth) this.refuse(`at most ${maximumDepth} levels of nesting`, 'more');
  }

  get atEnd(): boolean {
    return this.#position === this.#end;
  }

  /** Whether the next element has this tag. */
  nextIs(tag: number): boolean {
    return !this.atEnd && this.#octets[this.#position] === tag;
  }

  /** The next element's identifier octet; `undefined` at the end. */
  get nextTag(): number | undefined {
    return this.atEnd ? undefined : this.#octets[this.#position];
  }

  describeNext(): string {
    return this.nextTag === undefined ? 'the end' : tagName(this.nextTag);
  }

  /** Throws the DerError for the element that comes next. */
  refuse(expected: string, got: string): never {
    throw new DerError({ offset: this.#position, expected, got });
  }

  /** What `read` gives, together with the octets it read. */
  captured<T>(read: (reader: DerReader) => T): { der: Uint8Array<ArrayBuffer>; value: T } {
    const start = this.#position;
    const value = read(this);
    return { der: this.#octets.subarray(start, this.#position), value };
  }

  /** A whole element, header included, of the given tag (any, when it is left out). Its content is not looked at. */
  element(what: string, tag?: number): Uint8Array<ArrayBuffer> {
    const start = this.#position;
    this.#enter(tag ?? this.nextTag ?? -1, what);
    return this.#octets.subarray(start, this.#position);
  }

  /** The content octets of an element, whatever its type demands of them. */
  content(what: string, tag: number): Uint8Array<ArrayBuffer> {
    this.#enter(tag, what);
    return this.#octets.subarray(this.#content, this.#position);
  }

  constructed<T>(what: string, tag: number, read: (content: DerReader) => T): T {
    this.#enter(tag, what);
    return finished(new DerReader(this.#octets, this.#content, this.#position, this.#depth + 1), read);
  }

  sequence<T>(what: string, read: (content: DerReader) => T): T {
    return this.constructed(what, tags.sequence, read);
  }

  /** A SEQUENCE OF (`tag` for an implicitly tagged one); `read` is called for each element. */
  sequenceOf<T>(what: string, read: (item: DerReader) => T, options: ListOptions = {}): T[] {
    return this.constructed(what, options.tag ?? tags.sequence, (content) => content.#items(what, read, options));
  }

  /** A SET OF (`tag` for an implicitly tagged one), its elements in the order of X.690 11.6. */
  setOf<T>(what: string, read: (item: DerReader) => T, options: ListOptions = {}): T[] {
    let previous: Uint8Array | undefined;
    const readInOrder = (item: DerReader): T => {
      const { der, value } = item.captured(read);
      if (previous && compareOctets(previous, der) > 0) item.refuse('a SET OF in order', `${what} out of order`);
      previous = der;
      return value;
    };
    return this.constructed(what, options.tag ?? tags.set, (content) => content.#items(what, readInOrder, options));
  }

  /** An OCTET STRING that itself holds one DER value. */
  encapsulated<T>(what: string, read: (content: DerReader) => T): T {
    return this.constructed(what, tags.octetString, read);
  }

  octetString(what: string): Uint8Array<ArrayBuffer> {
    return this.content(what, tags.octetString);
  }

  boolean(what: string): boolean {
    this.#enter(tags.boolean, what);
    const octet = this.#octets[this.#content];
    const single = this.#position === this.#content + 1;
    if (!single || (octet !== 0 && octet !== 0xff)) this.#refuseContent(`${what} as 0x00 or 0xff`);
    return octet === 0xff;
  }

  null(what: string): void {
    if (this.content(what, tags.null).length > 0) this.#refuseContent(`an empty NULL for ${what}`);
  }

  /** The content octets of an INTEGER: two's complement, as few octets as possible (X.690 8.3.2). */
  integer(what: string): Uint8Array<ArrayBuffer> {
    const content = this.content(what, tags.integer);
    const [first, second = 0] = content;
    if (first === undefined) this.#refuseContent(`an INTEGER of at least one octet for ${what}`);
    const padded = content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    if (padded) this.#refuseContent(`a minimal INTEGER for ${what}`);
    return content;
  }

  /** The big-endian magnitude of a non-negative INTEGER, without leading zeros (zero itself is one zero octet). */
  unsigned(what: string): Uint8Array<ArrayBuffer> {
    const content = this.integer(what);
    if ((content[0] ?? 0) >= 0x80) this.#refuseContent(`a non-negative ${what}`);
    return content.length > 1 && content[0] === 0 ? content.subarray(1) : content;
  }

  /** A non-negative INTEGER of at most `maximum`, itself below 2^31. */
  smallInteger(what: string, maximum: number): number {
    const magnitude = this.unsigned(what);
    const value = magnitude.length > 4 ? Number.POSITIVE_INFINITY : magnitude.reduce((v, octet) => v * 256 + octet, 0);
    if (value > maximum) this.#refuseContent(`${what} of at most ${maximum}`);
    return value;
  }

  /** An ENUMERATED of one octet, as all ours are; the numbers allowed are the caller's to judge. */
  enumerated(what: string): number {
    const [value, more] = this.content(what, tags.enumerated);
    if (value === undefined || value > 0x7f || more !== undefined) this.#refuseContent(`one octet for ${what}`);
    return value;
  }

  /** An object identifier, with dots. */
  oid(what: string): string {
    this.#enter(tags.objectIdentifier, what);
    const dotted = decodeOidContent(this.#octets, this.#content, this.#position);
    return dotted ?? this.#refuseContent(`an object identifier for ${what}`);
  }

  /** A BIT STRING's octets, and how many bits of the last are unused; those are zero (X.690 11.2.1). */
  bits(what: string): { octets: Uint8Array<ArrayBuffer>; unused: number } {
    const content = this.content(what, tags.bitString);
    const octets = content.subarray(1);
    const unused = content[0] ?? 8;
    const zero = ((octets.at(-1) ?? 0) & (0xff >> (8 - unused))) === 0;
    if (unused > 7 || !zero || (octets.length === 0 && unused > 0)) {
      this.#refuseContent(`a BIT STRING with zeros in its unused bits for ${what}`);
    }
    return { octets, unused };
  }

  /** The octets of a BIT STRING that has no unused bits. */
  octetBits(what: string): Uint8Array<ArrayBuffer> {
    const { octets, unused } = this.bits(what);
    if (unused > 0) this.#refuseContent(`a BIT STRING of whole octets for ${what}`, `${unused} unused bits`);
    return octets;
  }

  /** A BIT STRING that itself holds one DER value. */
  bitsHolding<T>(what: string, read: (content: DerReader) => T): T {
    this.octetBits(what);
    return finished(new DerReader(this.#octets, this.#content + 1, this.#position, this.#depth + 1), read);
  }

  /** The numbers of the bits set in a BIT STRING of named bits; the last bit written must be one (X.690 11.2.2). */
  namedBits(what: string): number[] {
    const { octets, unused } = this.bits(what);
    const last = octets.at(-1);
    if (last !== undefined && ((last >> unused) & 1) === 0) {
      this.#refuseContent(`no trailing zero bits in ${what}`);
    }
    const numbers: number[] = [];
    octets.forEach((octet, at) => {
      for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) numbers.push(8 * at + bit);
    });
    return numbers;
  }

  /** UTF8String, PrintableString, IA5String or BMPString, with its tag. */
  text(what: string): { tag: number; text: string } {
    const tag = this.nextTag ?? -1;
    const text = decodeTextContent(tag, this.content(what, tag));
    return { tag, text: text ?? this.#refuseContent(`a character string for ${what}`, tagName(tag)) };
  }

  /** UTCTime or GeneralizedTime of RFC 5280 4.1.2.5, in milliseconds UTC. */
  time(what: string): number {
    const tag = this.nextIs(tags.generalizedTime) ? tags.generalizedTime : tags.utcTime;
    const instant = decodeTimeContent(tag, this.content(what, tag));
    return instant ?? this.#refuseContent(`a time to the second in UTC for ${what}`);
  }

  #items<T>(what: string, read: (item: DerReader) => T, { empty = false }: ListOptions): T[] {
    if (this.atEnd && !empty) this.refuse(`at least one element in ${what}`, 'none');
    const items: T[] = [];
    while (!this.atEnd) items.push(read(this));
    return items;
  }

  #refuseContent(expected: string, got = 'other content'): never {
    throw new DerError({ offset: this.#content, expected, got });
  }

  /** Checks the header of the next element and steps behind the element. */
  #enter(tag: number, what: string): void {
    const got = this.nextTag;
    if (got === undefined || got !== tag)
      this.refuse(`${what} (${tag < 0 ? 'an element' : tagName(tag)})`, this.describeNext());
    if ((got & highTagNumber) === highTagNumber) this.refuse('a tag number below 31', tagName(got));
    if (!isContextSpecific(got) && (got & 0xc0) !== 0) this.refuse('a universal or context-specific tag', tagName(got));
    const length = this.#length(this.#position + 1);
    if (length > this.#end - this.#content) {
      this.refuse(`${what} to fit in ${this.#end - this.#content} octets`, `a length of ${length}`);
    }
    this.#position = this.#content + length;
  }

  /** The definite, minimal length (X.690 10.1) that stands at `at`; sets `#content` to what follows it. */
  #length(at: number): number {
    const first = at < this.#end ? (this.#octets[at] ?? 0) : this.refuse('a length', 'the end');
    this.#content = at + 1;
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0) this.refuse('a definite length', 'the indefinite form');
    if (count > 3) this.refuse('a length of at most three octets', `${count}`);
    this.#content = at + 1 + count;
    if (this.#content > this.#end) this.refuse('a length', 'the end');
    let length = 0;
    for (let i = at + 1; i <= at + count; i++) length = length * 256 + (this.#octets[i] ?? 0);
    const minimum = count === 1 ? 0x80 : 256 ** (count - 1);
    if (length < minimum) this.refuse('the shortest form of the length', `${count} octets for ${length}`);
    return length;
  }
}
