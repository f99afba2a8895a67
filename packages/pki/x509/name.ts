import { encodeOid, oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import type { DerValue } from '../der/writer.ts';
import { encode, printableString, sequence, setOf, utf8String } from '../der/writer.ts';

/** One AttributeTypeAndValue (RFC 5280 4.1.2.4). */
export interface NameAttribute {
  /** Object identifier, with dots. */
  readonly type: string;
  readonly value: string;
  /** Tag of the string type the value was written in. */
  readonly tag: number;
  /** Which RelativeDistinguishedName it belongs to, counted from 0; most have one attribute each. */
  readonly rdn: number;
}

/** A distinguished name; two are the same when their octets are (RFC 5280 7.1 lets those be compared who encode alike). */
export interface Name {
  readonly der: Uint8Array<ArrayBuffer>;
  /** In the order of the encoding: country first, common name last, as we write them. */
  readonly attributes: readonly NameAttribute[];
}

export interface NameFields {
  /** Two letters (ISO 3166). */
  readonly country?: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  readonly commonName: string;
}

const maximumNameBytes = 4_096;

/** Name (RFC 5280 4.1.2.4): country as PrintableString, the others as UTF8String, one attribute in each RDN. */
export function encodeName({
  country,
  organization,
  organizationalUnit,
  commonName,
}: NameFields): Uint8Array<ArrayBuffer> {
  const rdns = [
    country === undefined ? [] : [rdn(oids.countryName, printableString(country))],
    organization === undefined ? [] : [rdn(oids.organizationName, utf8String(organization))],
    organizationalUnit === undefined ? [] : [rdn(oids.organizationalUnitName, utf8String(organizationalUnit))],
    [rdn(oids.commonName, utf8String(commonName))],
  ];
  return encode(sequence(...rdns.flat()));
}

const rdn = (type: string, value: DerValue): DerValue => setOf(sequence(encodeOid(type), value));

/** Reads a Name, which may be empty. Refuses control characters, which no name needs and many a reader of it trips over. */
export function parseName(der: Uint8Array): Name {
  return readDer(der, maximumNameBytes, (reader) => readName(reader, 'Name'));
}

export function readName(reader: DerReader, what: string): Name {
  const { der, value } = reader.captured(() => {
    let rdn = 0;
    return reader.sequenceOf(what, (names) => readRdnAt(names, what, rdn++), { empty: true });
  });
  return { der, attributes: value.flat() };
}

const readRdnAt = (names: DerReader, what: string, rdn: number): NameAttribute[] =>
  names.setOf(what, (set) => set.sequence(what, (pair) => readAttribute(pair, what, rdn)));

function readAttribute(pair: DerReader, what: string, rdn: number): NameAttribute {
  const type = pair.oid(`${what} attribute type`);
  const { tag, text } = pair.text(`${what} attribute ${type}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\x00-\x1f\x7f]/.test(text)) pair.refuse(`${what} without control characters`, `one in ${type}`);
  return { type, value: text, tag, rdn };
}

/** The last common name, which is the most specific; `undefined` when there is none. */
export function commonNameOf(name: Name): string | undefined {
  return name.attributes.findLast((attribute) => attribute.type === oids.commonName)?.value;
}

const shortNames = new Map<string, string>([
  [oids.commonName, 'CN'],
  [oids.countryName, 'C'],
  [oids.localityName, 'L'],
  [oids.stateOrProvinceName, 'ST'],
  [oids.organizationName, 'O'],
  [oids.organizationalUnitName, 'OU'],
  [oids.domainComponent, 'DC'],
  [oids.userId, 'UID'],
]);

/**
 * The string of RFC 4514, most specific RDN first: `CN=Taro,O=Mihon,C=JP`. It is for people and logs: attributes without
 * a short name appear as `1.2.3=text`, not as the hexadecimal of 2.4.
 */
export function formatName(name: Name): string {
  const rdns: string[] = [];
  for (const { type, value, rdn } of name.attributes) {
    const pair = `${shortNames.get(type) ?? type}=${escapeValue(value)}`;
    const started = rdns[rdn];
    rdns[rdn] = started === undefined ? pair : `${started}+${pair}`;
  }
  return rdns.reverse().join(',');
}

/** RFC 4514 2.4. */
function escapeValue(value: string): string {
  return value.replace(/^[ #]|["+,;<>\\]| $/g, '\\$&');
}
