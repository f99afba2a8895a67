import { describe, expect, it } from 'vitest';
import { toHex } from '../../der/octets.ts';
import { encodeOid, oids } from '../../der/oids.ts';
import { readDer } from '../../der/reader.ts';
import { tags } from '../../der/tags.ts';
import type { DerValue } from '../../der/writer.ts';
import {
  booleanTrue,
  constructed,
  element,
  encode,
  ia5Content,
  namedBits,
  nullValue,
  octetString,
  primitive,
  sequence,
  smallInteger,
  utf8String,
} from '../../der/writer.ts';
import { encodeName, parseName } from '../name.ts';
import { encodeBasicConstraints } from './basic-constraints.ts';
import { encodeExtKeyUsage } from './extended-key-usage.ts';
import { encodeExtension } from './extension.ts';
import { readExtensions } from './extensions.ts';
import { encodeAuthorityKeyIdentifier, encodeSubjectKeyIdentifier } from './key-identifiers.ts';
import { encodeKeyUsage, keyUsages } from './key-usage.ts';

const parse = (...extensions: DerValue[]) => readDer(encode(sequence(...extensions)), 10_000, readExtensions);
const extension = (oid: string, value: DerValue) => encodeExtension({ oid, critical: false, value });
const uri = (text: string) => primitive(6, ia5Content(text));

describe('extensions as the RFCs and other makers write them', () => {
  it('are written like the examples everybody knows', () => {
    expect(toHex(encodeBasicConstraints({ ca: false }))).toBe('300c0603551d130101ff04023000');
    expect(toHex(encodeBasicConstraints({ ca: true, pathLength: 0 }))).toBe('30120603551d130101ff040830060101ff020100');
    expect(toHex(encodeKeyUsage(['digitalSignature']))).toBe('300e0603551d0f0101ff040403020780');
    expect(toHex(encodeExtKeyUsage([oids.clientAuth]))).toBe('30130603551d25040c300a06082b06010505070302');
  });

  it('read back every set of key usages', () => {
    for (const usage of keyUsages) expect(parse(encodeKeyUsage([usage])).keyUsage).toEqual([usage]);
    expect(parse(encodeKeyUsage(['cRLSign', 'keyCertSign'])).keyUsage).toEqual(['keyCertSign', 'cRLSign']);
  });

  it('read the authority by name and serial number as one without key identifier', () => {
    const names = constructed(1, constructed(4, sequence()));
    const value = sequence(names, primitive(2, Uint8Array.of(1)));
    expect(parse(extension(oids.authorityKeyIdentifier, value)).authorityKeyIdentifier).toBeUndefined();
    expect(parse(encodeAuthorityKeyIdentifier(Uint8Array.of(7))).authorityKeyIdentifier).toEqual(Uint8Array.of(7));
  });

  it('read the URLs of several distribution points, with reasons and CRL issuers', () => {
    const point = (...parts: DerValue[]) => sequence(...parts);
    const fullName = (...names: DerValue[]) => constructed(0, constructed(0, ...names));
    const relative = constructed(0, constructed(1, sequence(encodeOid(oids.commonName), utf8String('a'))));
    const value = sequence(
      point(fullName(uri('http://a/1'), uri('ldap://b/2')), primitive(1, Uint8Array.of(6, 0x40))),
      point(relative),
      point(fullName(constructed(4, sequence())), constructed(2, constructed(4, sequence()))),
    );
    expect(parse(extension(oids.crlDistributionPoints, value)).crlUrls).toEqual(['http://a/1', 'ldap://b/2']);
  });

  it('read policies over their qualifiers', () => {
    const qualifier = sequence(encodeOid('1.3.6.1.5.5.7.2.1'), element(tags.ia5String, ia5Content('http://cps/')));
    const value = sequence(sequence(encodeOid('1.2.3'), sequence(qualifier)), sequence(encodeOid('1.2.4')));
    expect(parse(extension(oids.certificatePolicies, value)).certificatePolicies).toEqual(['1.2.3', '1.2.4']);
  });

  it('read alternative names of every kind', () => {
    const directory = encodeName({ commonName: 'a' });
    const other = constructed(0, encodeOid('1.2.3'), constructed(0, utf8String('x')));
    const value = sequence(
      other,
      primitive(1, ia5Content('a@b.example')),
      primitive(2, ia5Content('b.example')),
      constructed(4, directory),
      uri('urn:x'),
      primitive(7, Uint8Array.of(127, 0, 0, 1)),
      primitive(8, Uint8Array.of(42)),
    );
    for (const [oid, field] of [
      [oids.subjectAltName, 'subjectAltName'],
      [oids.issuerAltName, 'issuerAltName'],
    ] as const) {
      expect(parse(extension(oid, value))[field]).toEqual([
        { kind: 'other' },
        { kind: 'email', text: 'a@b.example' },
        { kind: 'dns', text: 'b.example' },
        { kind: 'directory', name: parseName(directory) },
        { kind: 'uri', text: 'urn:x' },
        { kind: 'ip', address: Uint8Array.of(127, 0, 0, 1) },
        { kind: 'other' },
      ]);
    }
  });

  it('read both kinds of access, and pass over others', () => {
    const access = (method: string, name: DerValue) => sequence(encodeOid(method), name);
    const value = sequence(
      access(oids.accessCaIssuers, uri('http://ca/')),
      access(oids.accessOcsp, uri('http://ocsp/')),
      access('1.3.6.1.5.5.7.48.3', uri('http://other/')),
    );
    expect(parse(extension(oids.authorityInfoAccess, value))).toMatchObject({
      caIssuersUrls: ['http://ca/'],
      ocspUrls: ['http://ocsp/'],
    });
  });

  it.each<[string, string, DerValue, string]>([
    ['cA written out as FALSE', oids.basicConstraints, sequence(Uint8Array.of(1, 1, 0)), 'the default of cA left out'],
    ['a path length without cA', oids.basicConstraints, sequence(smallInteger(0)), 'cA (BOOLEAN)'],
    ['an enormous path length', oids.basicConstraints, sequence(booleanTrue, smallInteger(256)), 'at most 255'],
    ['no key usage', oids.keyUsage, namedBits([]), 'at least one key usage'],
    ['a tenth key usage', oids.keyUsage, namedBits([0, 9]), 'a key usage of RFC 5280'],
    ['no purpose', oids.extKeyUsage, sequence(), 'at least one element'],
    ['an empty key identifier', oids.subjectKeyIdentifier, octetString(), '1 to 64 octets'],
    ['a long key identifier', oids.subjectKeyIdentifier, octetString(new Uint8Array(65)), '1 to 64 octets'],
    ['an issuer without serial number', oids.authorityKeyIdentifier, sequence(constructed(1, nullValue)), '[2]'],
    ['an empty distribution point', oids.crlDistributionPoints, sequence(sequence()), 'a distributionPoint'],
    [
      'a point name of another kind',
      oids.crlDistributionPoints,
      sequence(sequence(constructed(0, nullValue))),
      'fullName',
    ],
    [
      'a space in a URL',
      oids.authorityInfoAccess,
      sequence(sequence(encodeOid(oids.accessOcsp), uri('a b'))),
      'visible',
    ],
    ['a NUL in a host name', oids.subjectAltName, sequence(primitive(2, ia5Content('a\0b'))), 'visible'],
    ['an address of five octets', oids.subjectAltName, sequence(primitive(7, new Uint8Array(5))), '4 or 16 octets'],
    ['an alternative name of no kind', oids.subjectAltName, sequence(primitive(9, new Uint8Array(1))), 'a GeneralName'],
    [
      'a registered id that is none',
      oids.subjectAltName,
      sequence(primitive(8, Uint8Array.of(0x80))),
      'a registeredID',
    ],
    [
      'a directory name that is none',
      oids.subjectAltName,
      sequence(constructed(4, nullValue)),
      'directoryName (SEQUENCE)',
    ],
    ['no alternative name', oids.subjectAltName, sequence(), 'at least one element'],
    [
      'a policy twice',
      oids.certificatePolicies,
      sequence(sequence(encodeOid('1.2')), sequence(encodeOid('1.2'))),
      'once',
    ],
  ])('are refused with %s', (_, oid, value, message) => {
    expect(() => parse(extension(oid, value))).toThrow(message);
  });

  it('come in any order', () => {
    const identifier = encodeSubjectKeyIdentifier(Uint8Array.of(1));
    const usage = encodeKeyUsage(['cRLSign']);
    expect(parse(identifier, usage).keyUsage).toEqual(parse(usage, identifier).keyUsage);
  });
});
