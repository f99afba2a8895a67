import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../der/octets.ts';
import { encodeOid, oids } from '../../der/oids.ts';
import { readDer } from '../../der/reader.ts';
import { tags } from '../../der/tags.ts';
import type { DerValue } from '../../der/writer.ts';
import {
  bmpString,
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
import { encodeCertificatePolicies, type PolicyQualifier } from './certificate-policies.ts';
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

  it('write policies with CPS pointer and user notice as RFC 5280 4.2.1.4 has them', () => {
    const plain = encodeCertificatePolicies([{ oid: '1.2.3', qualifiers: [] }]);
    expect(toHex(plain)).toBe('300f0603551d2004083006300406022a03');
    const qualified = encodeCertificatePolicies([
      {
        oid: '2.999.1',
        qualifiers: [
          { kind: 'cps', uri: 'http://cps/' },
          { kind: 'notice', explicitText: '業' },
        ],
      },
    ]);
    const written = ['303e0603551d20043730353033', '0603883701', '302c'];
    const cps = ['3017', '06082b06010505070201', '160b687474703a2f2f6370732f'];
    const notice = ['3011', '06082b06010505070202', '30050c03e6a5ad'];
    expect(toHex(qualified)).toBe([...written, ...cps, ...notice].join(''));
  });

  it('read policies as they were written, whatever they say', () => {
    const dotted = fc.tuple(fc.integer({ min: 0, max: 39 }), fc.array(fc.nat(), { maxLength: 8 }));
    const oid = dotted.map(([second, arcs]) => [1, second, ...arcs].join('.'));
    const qualifier: fc.Arbitrary<PolicyQualifier> = fc.oneof(
      fc.string({ unit: 'grapheme-ascii' }).map((uri) => ({ kind: 'cps' as const, uri })),
      fc.string({ unit: 'grapheme', maxLength: 60 }).map((explicitText) => ({ kind: 'notice' as const, explicitText })),
    );
    const policy = fc.record({ oid, qualifiers: fc.array(qualifier, { maxLength: 3 }) });
    const several = fc.uniqueArray(policy, { minLength: 1, maxLength: 4, selector: (one) => one.oid });
    fc.assert(
      fc.property(several, (policies) => {
        expect(parse(encodeCertificatePolicies(policies)).certificatePolicies).toEqual(policies);
      }),
    );
  });

  it('read over qualifiers in forms that others write', () => {
    const of = (...qualifiers: DerValue[]) => sequence(encodeOid('1.2.3'), sequence(...qualifiers));
    const notice = (...parts: DerValue[]) => sequence(encodeOid(oids.userNotice), sequence(...parts));
    const reference = sequence(utf8String('organization'), sequence(smallInteger(1)));
    const others = [
      sequence(encodeOid(oids.cpsPointer), utf8String('http://cps/')),
      sequence(encodeOid('1.2.3.4'), nullValue),
      notice(),
      notice(reference, utf8String('text')),
      notice(element(tags.visibleString, ia5Content('text'))),
      notice(bmpString('text')),
    ];
    const [read] = parse(extension(oids.certificatePolicies, sequence(of(...others)))).certificatePolicies ?? [];
    expect(read).toEqual({ oid: '1.2.3', qualifiers: others.map(() => ({ kind: 'other' })) });
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
    [
      'a list of no qualifiers',
      oids.certificatePolicies,
      sequence(sequence(encodeOid('1.2'), sequence())),
      'at least one element in policyQualifiers',
    ],
    [
      'a qualifier and more',
      oids.certificatePolicies,
      sequence(sequence(encodeOid('1.2'), sequence(sequence(encodeOid('1.3'), nullValue, nullValue)))),
      'nothing more',
    ],
    [
      'text behind a notice',
      oids.certificatePolicies,
      sequence(
        sequence(
          encodeOid('1.2'),
          sequence(sequence(encodeOid(oids.userNotice), sequence(utf8String('a'), utf8String('b')))),
        ),
      ),
      'nothing more',
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
