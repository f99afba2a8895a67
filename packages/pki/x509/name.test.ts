import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeOid, oids } from '../der/oids.ts';
import { tags } from '../der/tags.ts';
import type { DerValue } from '../der/writer.ts';
import {
  bmpString,
  element,
  encode,
  octetString,
  printableString,
  sequence,
  setOf,
  utf8String,
} from '../der/writer.ts';
import { commonNameOf, encodeName, formatName, parseName } from './name.ts';

const attribute = (type: string, value: DerValue) => sequence(encodeOid(type), value);
const nameOf = (...rdns: DerValue[]) => encode(sequence(...rdns));
const format = (...rdns: DerValue[]) => formatName(parseName(nameOf(...rdns)));

describe('a name (RFC 5280 4.1.2.4)', () => {
  it('is written with the country as PrintableString and the rest as UTF8String, in the order C O OU CN', () => {
    const fields = { country: 'JP', organization: '見本商事', organizationalUnit: '経理部', commonName: '見本 花子' };
    const { attributes } = parseName(encodeName(fields));
    expect(attributes).toEqual([
      { type: oids.countryName, value: 'JP', tag: tags.printableString, rdn: 0 },
      { type: oids.organizationName, value: '見本商事', tag: tags.utf8String, rdn: 1 },
      { type: oids.organizationalUnitName, value: '経理部', tag: tags.utf8String, rdn: 2 },
      { type: oids.commonName, value: '見本 花子', tag: tags.utf8String, rdn: 3 },
    ]);
  });

  it('leaves out what is not given', () => {
    expect(formatName(parseName(encodeName({ commonName: '花子' })))).toBe('CN=花子');
  });

  it('comes back the same, whatever the text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => !/\p{Cc}/u.test(s));
    fc.assert(
      fc.property(text, text, (organization, commonName) => {
        const name = parseName(encodeName({ organization, commonName }));
        expect(name.attributes.map(({ value }) => value)).toEqual([organization, commonName]);
        expect(commonNameOf(name)).toBe(commonName);
      }),
    );
  });

  it('keeps the octets it was read from', () => {
    const der = encodeName({ country: 'JP', commonName: 'a' });
    expect(parseName(der).der).toEqual(der);
  });

  it('may be empty, as in a request whose subject nobody asks for', () => {
    expect(parseName(Uint8Array.of(0x30, 0)).attributes).toEqual([]);
  });

  it('may be in the string types of other makers', () => {
    const cn = (value: DerValue) => setOf(attribute(oids.commonName, value));
    expect(format(cn(printableString('a')))).toBe('CN=a');
    expect(format(cn(bmpString('電子')))).toBe('CN=電子');
    expect(format(setOf(attribute(oids.emailAddress, element(tags.ia5String, Buffer.from('a@b.jp')))))).toBe(
      '1.2.840.113549.1.9.1=a@b.jp',
    );
  });

  it('may have several attributes in one RDN, in order', () => {
    const both = setOf(attribute(oids.commonName, utf8String('a')), attribute(oids.userId, utf8String('b')));
    expect(format(setOf(attribute(oids.organizationName, utf8String('o'))), both)).toBe('CN=a+UID=b,O=o');
  });

  it.each([
    ['a line break', setOf(attribute(oids.commonName, utf8String('a\nb'))), 'without control characters'],
    ['a NUL', setOf(attribute(oids.commonName, utf8String('bank\0evil'))), 'without control characters'],
    ['an empty RDN', element(tags.set), 'at least one element'],
    ['a value that is no text', setOf(attribute(oids.commonName, octetString())), 'a character string'],
    ['an attribute without a value', setOf(sequence(encodeOid(oids.commonName))), 'got the end'],
    ['a sequence for the set', sequence(attribute(oids.commonName, utf8String('a'))), 'expected Name (SET)'],
  ])('is refused with %s', (_, rdn, message) => {
    expect(() => parseName(nameOf(rdn))).toThrow(message);
  });

  it('is refused beyond 4,096 octets', () => {
    expect(() => parseName(encodeName({ commonName: 'a'.repeat(5_000) }))).toThrow('at most 4096 octets');
  });
});

describe('the string of a name (RFC 4514)', () => {
  it('writes the examples of section 4', () => {
    const domain = ['net', 'example'].map((dc) => setOf(attribute(oids.domainComponent, utf8String(dc))));
    expect(format(...domain, setOf(attribute(oids.userId, utf8String('jsmith'))))).toBe('UID=jsmith,DC=example,DC=net');
    const sales = setOf(
      attribute(oids.organizationalUnitName, utf8String('Sales')),
      attribute(oids.commonName, utf8String('J.  Smith')),
    );
    expect(format(...domain, sales)).toBe('OU=Sales+CN=J.  Smith,DC=example,DC=net');
    const quoted = setOf(attribute(oids.commonName, utf8String('James "Jim" Smith, III')));
    expect(format(...domain, quoted)).toBe('CN=James \\"Jim\\" Smith\\, III,DC=example,DC=net');
  });

  it('escapes the ends of a value (2.4)', () => {
    expect(format(setOf(attribute(oids.commonName, utf8String('#a ;<>\\+ '))))).toBe('CN=\\#a \\;\\<\\>\\\\\\+\\ ');
    expect(format(setOf(attribute(oids.commonName, utf8String(' '))))).toBe('CN=\\ ');
  });
});
