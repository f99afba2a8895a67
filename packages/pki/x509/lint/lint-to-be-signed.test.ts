import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  day,
  fieldsFor,
  makeIssuingCa,
  makeRoot,
  present,
} from '../../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../../tests/conformance/pki/testkit/keys.ts';
import { concatOctets } from '../../der/octets.ts';
import { encodeOid, oids } from '../../der/oids.ts';
import { encodeGeneralizedTime, encodeTime } from '../../der/time.ts';
import type { DerValue } from '../../der/writer.ts';
import {
  encode,
  ia5Content,
  nullValue,
  octetString,
  primitive,
  printableString,
  sequence,
  setOf,
  smallInteger,
  utf8String,
} from '../../der/writer.ts';
import { encodeSubjectAltName, encodeSubjectAltNameOfAddress } from '../extensions/alternative-names.ts';
import { encodeAuthorityInfoAccess } from '../extensions/authority-information-access.ts';
import { encodeBasicConstraints } from '../extensions/basic-constraints.ts';
import { encodeCertificatePolicies } from '../extensions/certificate-policies.ts';
import { encodeCrlDistributionPoints } from '../extensions/crl-distribution-points.ts';
import { encodeExtKeyUsage } from '../extensions/extended-key-usage.ts';
import { encodeExtension } from '../extensions/extension.ts';
import { encodeAuthorityKeyIdentifier } from '../extensions/key-identifiers.ts';
import { encodeKeyUsage } from '../extensions/key-usage.ts';
import { encodeOcspNoCheck } from '../extensions/ocsp-no-check.ts';
import { encodeName } from '../name.ts';
import { encodeToBeSigned } from '../profiles/to-be-signed-bytes.ts';
import type { LintContext } from './lint-to-be-signed.ts';
import { lintToBeSigned } from './lint-to-be-signed.ts';
import type { ProfileName } from './rule.ts';
import { lintRules } from './rules.ts';

const root = makeRoot(keyOf('P-256', 'root'));
const issuer = makeIssuingCa(root, keyOf('P-256', 'issuer'));
const sound = {
  ...fieldsFor(keyOf('P-256'), { country: 'JP', organization: '見本商事', commonName: '花子' }),
  signatureAlgorithm: issuer.parts.signatureAlgorithm,
  issuer: issuer.parts.name,
};
type Fields = Partial<typeof sound>;

const urls = { caIssuersUrl: 'http://a.example/ca.cer', ocspUrl: 'http://a.example/ocsp' };
const soundExtensions = {
  basicConstraints: encodeBasicConstraints({ ca: false }),
  keyUsage: encodeKeyUsage(['digitalSignature']),
  purposes: encodeExtKeyUsage([oids.clientAuth]),
  names: nothing(),
  authority: encodeAuthorityKeyIdentifier(issuer.key.identifier),
  crl: encodeCrlDistributionPoints('http://a.example/1.crl'),
  access: encodeAuthorityInfoAccess(urls),
  more: nothing(),
};
function nothing(): Uint8Array<ArrayBuffer> {
  return new Uint8Array();
}

/** To-be-signed bytes that are sound but for what is given. */
function spoiled(fields: Fields, extensions: Partial<typeof soundExtensions> = {}): Uint8Array {
  const all = { ...soundExtensions, ...extensions };
  return encodeToBeSigned({ ...sound, ...fields, extensionsBefore: [], extensionsAfter: Object.values(all) });
}
const client: LintContext = { profile: 'client-authentication', issuer: issuer.certificate };
const rulesBroken = (tbs: Uint8Array, context = client) => lintToBeSigned(tbs, context).map(({ rule }) => rule);

const subject = (...attributes: [string, DerValue][]) =>
  encode(sequence(...attributes.map(([type, value]) => setOf(sequence(encodeOid(type), value)))));
const plain = (oid: string, value: DerValue) => encodeExtension({ oid, critical: false, value });
const rsa2048 = () =>
  new Uint8Array(
    generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ format: 'der', type: 'spki' }),
  );
const rsa1024 = () =>
  new Uint8Array(
    generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey.export({ format: 'der', type: 'spki' }),
  );

const policies = (...list: Parameters<typeof encodeCertificatePolicies>[0]) => ({
  more: encodeCertificatePolicies(list),
});
const cps = (uri: string) => ({ kind: 'cps', uri }) as const;
const notice = (explicitText: string) => ({ kind: 'notice', explicitText }) as const;
const noticeByReference = sequence(
  encodeOid(oids.userNotice),
  sequence(sequence(utf8String('organization'), sequence(smallInteger(1)))),
);
const oidsBelow = (oid: string, count: number) => Array.from({ length: count }, (_, at) => `${oid}.${at}`);

const neverOfCustomers = [
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.1',
  '1.3.6.1.5.5.7.3.3',
  '1.3.6.1.5.5.7.3.8',
  '1.3.6.1.5.5.7.3.9',
  '1.3.6.1.5.5.7.3.27',
  '1.3.6.1.5.5.7.3.28',
  '1.3.6.1.5.2.3.5',
  '1.3.6.1.4.1.311.20.2.1',
];
const reservedExtensions = [
  '2.5.29.9',
  '1.3.6.1.5.5.7.1.14',
  '1.3.6.1.5.5.7.1.24',
  '1.3.6.1.5.5.7.48.1.5',
  '2.16.840.1.113730.1.1',
  '1.3.6.1.4.1.11129.2.4.2',
  '1.3.6.1.4.1.311.21.10',
  '1.3.6.1.4.1.311.25.2',
];

describe('the lint', () => {
  it('finds nothing in sound bytes', () => {
    expect(lintToBeSigned(spoiled({}), client)).toEqual([]);
  });

  it.each<[string, string, Fields]>([
    ['signature-algorithm', 'RSA by an EC issuer', { signatureAlgorithm: 'sha256WithRSAEncryption' }],
    ['serial-number', 'only 64 bits', { serialNumber: new Uint8Array(8).fill(0x80) }],
    ['serial-number', '21 octets', { serialNumber: new Uint8Array(21).fill(0x40) }],
    ['serial-number', '20 octets and the sign', { serialNumber: new Uint8Array(20).fill(0x80) }],
    ['serial-number', 'zero', { serialNumber: new Uint8Array(16) }],
    ['issuer-name', "another issuer's name", { issuer: encodeName({ commonName: 'another' }) }],
    ['issuer-name', 'an equal name in other octets', { issuer: subject([oids.commonName, printableString('x')]) }],
    ['validity-period', 'an end before the beginning', { notAfter: present - day }],
    ['validity-period', 'a beginning before the issuer', { notBefore: present - 21 * day }],
    ['validity-period', 'an end after the issuer', { notAfter: present + 3_651 * day }],
    ['subject-name', 'no subject', { subject: subject() }],
    ['subject-name', 'no common name', { subject: subject([oids.organizationName, utf8String('a')]) }],
    ['subject-name', '65 characters', { subject: encodeName({ commonName: '花'.repeat(65) }) }],
    ['subject-name', 'an empty organization', { subject: encodeName({ organization: '', commonName: 'a' }) }],
    ['subject-name', 'a space at the end', { subject: encodeName({ commonName: 'a ' }) }],
    ['subject-name', 'a country of three letters', { subject: encodeName({ country: 'JPN', commonName: 'a' }) }],
    ['subject-name', 'a country in small letters', { subject: encodeName({ country: 'jp', commonName: 'a' }) }],
    ['subject-name', 'another string type', { subject: subject([oids.commonName, printableString('a')]) }],
    [
      'subject-name',
      'an attribute of no profile',
      { subject: subject([oids.commonName, utf8String('a')], [oids.userId, utf8String('a')]) },
    ],
    [
      'subject-name',
      'two common names',
      { subject: subject([oids.commonName, utf8String('a')], [oids.commonName, utf8String('b')]) },
    ],
    ['public-key', "the issuer's own key", { publicKey: issuer.key.spki }],
    ['public-key', 'a weak key', { publicKey: rsa1024() }],
    ['subject-key-identifier', '32 octets', { subjectKeyIdentifier: new Uint8Array(32) }],
  ])('finds %s: %s', (rule, _, fields) => {
    expect(rulesBroken(spoiled(fields))).toEqual([rule]);
  });

  it.each<[string, string, Partial<typeof soundExtensions>]>([
    ['basic-constraints', 'an issuer', { basicConstraints: encodeBasicConstraints({ ca: true }) }],
    ['key-usage', 'more than digitalSignature', { keyUsage: encodeKeyUsage(['digitalSignature', 'keyAgreement']) }],
    ['extended-key-usage', 'another purpose', { purposes: encodeExtKeyUsage([oids.serverAuth]) }],
    ['extended-key-usage', 'a purpose twice', { purposes: encodeExtKeyUsage([oids.clientAuth, '1.2.3', '1.2.3']) }],
    [
      'extended-key-usage',
      'its own purpose twice',
      { purposes: encodeExtKeyUsage([oids.clientAuth, oids.clientAuth]) },
    ],
    ['extended-key-usage', 'its own behind another', { purposes: encodeExtKeyUsage(['1.2.3', oids.clientAuth]) }],
    ...neverOfCustomers.map((purpose): [string, string, Partial<typeof soundExtensions>] => [
      'extended-key-usage',
      `the purpose ${purpose} as well`,
      { purposes: encodeExtKeyUsage([oids.clientAuth, oids.emailProtection, purpose]) },
    ]),
    ['authority-key-identifier', 'another key', { authority: encodeAuthorityKeyIdentifier(root.key.identifier) }],
    ['authority-key-identifier', 'no key', { authority: plain(oids.authorityKeyIdentifier, sequence()) }],
    ['crl-distribution-points', 'https', { crl: encodeCrlDistributionPoints('https://a.example/1.crl') }],
    ['crl-distribution-points', 'a URL without path', { crl: encodeCrlDistributionPoints('http://a.example') }],
    [
      'authority-information-access',
      'ldap',
      { access: encodeAuthorityInfoAccess({ ...urls, caIssuersUrl: 'ldap://a/' }) },
    ],
    [
      'authority-information-access',
      'https',
      { access: encodeAuthorityInfoAccess({ ...urls, ocspUrl: 'https://a/' }) },
    ],
    [
      'further-extensions',
      'a critical unknown one',
      { more: encodeExtension({ oid: '1.2.3', critical: true, value: nullValue }) },
    ],
    ['further-extensions', 'one of another profile', { names: encodeSubjectAltName(['a.example']) }],
    ...reservedExtensions.map((oid): [string, string, Partial<typeof soundExtensions>] => [
      'further-extensions',
      `the extension ${oid}`,
      { more: plain(oid, nullValue) },
    ]),
    [
      'further-extensions',
      'nine of them',
      { more: concatOctets(...oidsBelow('1.2.3', 9).map((oid) => plain(oid, nullValue))) },
    ],
    ['further-extensions', 'too many octets', { more: plain('1.2.3', octetString(new Uint8Array(2_045))) }],
    ['certificate-policies', 'anyPolicy', policies({ oid: oids.anyPolicy, qualifiers: [] })],
    [
      'certificate-policies',
      'two CPS pointers',
      policies({ oid: '1.2.3', qualifiers: [cps('http://a/'), cps('http://b/')] }),
    ],
    [
      'certificate-policies',
      'a notice by reference',
      { more: plain(oids.certificatePolicies, sequence(sequence(encodeOid('1.2.3'), sequence(noticeByReference)))) },
    ],
    ...[
      '',
      'ftp://a.example/',
      'ldap://a.example/',
      'javascript:alert(1)',
      'http://user@a.example/',
      'http://user:password@a.example/',
      'http:///cps',
      'http://a.example/a b',
      'http://a.example/\u0000',
      'http://a.example/<b>',
      `http://a.example/${'a'.repeat(184)}`,
    ].map((uri): [string, string, Partial<typeof soundExtensions>] => [
      'cps-pointer',
      JSON.stringify(uri).slice(0, 40),
      policies({ oid: '1.2.3', qualifiers: [cps(uri)] }),
    ]),
    ...['', '花'.repeat(201), 'a\u0000', 'a\nb', 'か\u3099'].map(
      (text): [string, string, Partial<typeof soundExtensions>] => [
        'user-notice',
        JSON.stringify(text).slice(0, 40),
        policies({ oid: '1.2.4', qualifiers: [] }, { oid: '1.2.3', qualifiers: [notice(text)] }),
      ],
    ),
    ['extension-set', 'basicConstraints not critical', { basicConstraints: plain(oids.basicConstraints, sequence()) }],
  ])('finds %s: %s', (rule, _, extensions) => {
    expect(rulesBroken(spoiled({}, extensions))).toEqual([rule]);
  });

  it.each<[string, Partial<typeof soundExtensions>]>([
    [
      'purposes of others',
      { purposes: encodeExtKeyUsage([oids.clientAuth, oids.emailProtection, '1.3.6.1.5.5.7.3.36']) },
    ],
    ['an extension of its own', { more: plain('1.2.3', nullValue) }],
    ['extensions whose identifiers only begin like reserved ones', { more: plain('2.5.290', nullValue) }],
    [
      'eight extensions of 2,048 octets',
      { more: concatOctets(...oidsBelow('1.2.3', 8).map((oid) => plain(oid, octetString(new Uint8Array(252))))) },
    ],
    [
      'a policy with the longest URL',
      policies({ oid: '1.2.3', qualifiers: [cps(`http://a.example/${'a'.repeat(183)}`)] }),
    ],
    [
      'a URL with port, query and fragment',
      policies({ oid: '1.2.3', qualifiers: [cps('https://a.example:8443/c?d=%E3#e')] }),
    ],
    ['the longest notice', policies({ oid: '1.2.3', qualifiers: [cps('http://a'), notice('𠮷'.repeat(200))] })],
  ])('finds nothing in a customer’s certificate with %s', (_, extensions) => {
    expect(lintToBeSigned(spoiled({}, extensions), client)).toEqual([]);
  });

  it('finds what only customers may have in the certificate of a server', () => {
    const asServer = { purposes: encodeExtKeyUsage([oids.serverAuth]), names: encodeSubjectAltName(['a.example']) };
    const server: LintContext = { ...client, profile: 'tls-server' };
    const broken = (extensions: Partial<typeof soundExtensions>) =>
      rulesBroken(spoiled({}, { ...asServer, ...extensions }), server);
    expect(broken({})).toEqual([]);
    expect(broken({ more: plain('1.2.3', nullValue) })).toEqual(['extension-set']);
    expect(broken(policies({ oid: '1.2.3', qualifiers: [] }))).toEqual(['extension-set']);
    expect(broken({ purposes: encodeExtKeyUsage([oids.serverAuth, '1.2.3']) })).toEqual(['extended-key-usage']);
  });

  it.each(['basicConstraints', 'keyUsage', 'purposes', 'authority', 'crl', 'access'] as const)(
    'finds that %s is missing',
    (name) => {
      expect(rulesBroken(spoiled({}, { [name]: nothing() }))).toContain('extension-set');
    },
  );

  it('finds a GeneralizedTime before 2050 (RFC 5280 4.1.2.5)', () => {
    const tbs = Buffer.from(spoiled({})).toString('hex');
    const times = (end: Uint8Array) => Buffer.from(encode(sequence(encodeTime(sound.notBefore), end))).toString('hex');
    const spoiledTimes = tbs.replace(times(encodeTime(sound.notAfter)), times(encodeGeneralizedTime(sound.notAfter)));
    const inner = Buffer.from(spoiledTimes.slice(8), 'hex');
    expect(rulesBroken(encode(sequence(inner)))).toEqual(['validity-encoding']);
  });

  it.each<[string, Uint8Array]>([
    ['an extension twice', spoiled({}, { more: encodeKeyUsage(['digitalSignature']) })],
    ['octets after the end', Uint8Array.of(...spoiled({}), 0)],
    ['a cut off end', spoiled({}).subarray(0, -1)],
    ['a control character in the subject', spoiled({ subject: encodeName({ commonName: 'a\n' }) })],
    ['text in place of the key', spoiled({ publicKey: encode(utf8String('key')) })],
    ['no octets', nothing()],
  ])('finds encoding: %s', (_, tbs) => {
    expect(rulesBroken(tbs)).toEqual(['encoding']);
  });

  it('says which rule of which standard, what was expected and what came', () => {
    expect(lintToBeSigned(spoiled({ serialNumber: Uint8Array.of(1) }), client)).toEqual([
      {
        rule: 'serial-number',
        source: 'RFC 5280 4.1.2.2',
        expected: 'a positive serial number of 65 to 159 bits',
        got: '1 bits',
      },
    ]);
  });

  it('says everything that is wrong, not only the first', () => {
    expect(rulesBroken(spoiled({ serialNumber: Uint8Array.of(1), notAfter: present - day }))).toHaveLength(2);
  });

  it('names every rule once', () => {
    expect(new Set(lintRules.map(({ name }) => name)).size).toBe(lintRules.length);
  });
});

describe('what the lint demands of the issuer (RFC 5280 6.1.4)', () => {
  it('is that it may issue', () => {
    const { certificate } = issuer;
    const spoiledIssuer = (extensions: Partial<typeof certificate.extensions>): LintContext => ({
      ...client,
      issuer: { ...certificate, extensions: { ...certificate.extensions, ...extensions } },
    });
    expect(rulesBroken(spoiled({}), spoiledIssuer({ basicConstraints: { ca: false } }))).toEqual(['issuer-may-sign']);
    expect(rulesBroken(spoiled({}), spoiledIssuer({ keyUsage: ['cRLSign'] }))).toEqual(['issuer-may-sign']);
  });

  const asCa = {
    basicConstraints: encodeBasicConstraints({ ca: true, pathLength: 0 }),
    keyUsage: encodeKeyUsage(['keyCertSign', 'cRLSign']),
    purposes: nothing(),
  };
  const ca = (profile: ProfileName): LintContext => ({ profile, issuer: issuer.certificate });

  it('is that its path length leaves room for a further issuer', () => {
    expect(rulesBroken(spoiled({}, asCa), ca('issuing-ca'))).toEqual(['issuer-may-sign']);
  });

  it('is a key of at least 3,072 bits for issuers, not for customers', () => {
    const fields = { publicKey: rsa2048() };
    expect(rulesBroken(spoiled(fields, asCa), ca('issuing-ca'))).toContain('public-key');
    expect(rulesBroken(spoiled(fields))).toEqual([]);
  });

  it('is that only a root signs itself', () => {
    expect(rulesBroken(root.certificate.tbs, { profile: 'root', issuer: 'self' })).toEqual([]);
    expect(rulesBroken(root.certificate.tbs, { profile: 'root', issuer: root.certificate })).toContain(
      'issuer-may-sign',
    );
    expect(rulesBroken(issuer.certificate.tbs, { profile: 'issuing-ca', issuer: 'self' })).toContain('issuer-may-sign');
  });
});

describe('an OCSP responder (RFC 6960 4.2.2.2)', () => {
  const responder: LintContext = { profile: 'ocsp-responder', issuer: issuer.certificate };
  const asResponder = {
    purposes: encodeExtKeyUsage([oids.ocspSigning]),
    crl: nothing(),
    access: nothing(),
    more: encodeOcspNoCheck(),
  };
  const term = { notAfter: present + 60 * day };
  const broken = (fields: Fields, extensions: Partial<typeof soundExtensions> = {}) =>
    rulesBroken(spoiled({ ...term, ...fields }, { ...asResponder, ...extensions }), responder);

  it('is sound with OCSPSigning, nocheck and a brief life', () => {
    expect(broken({})).toEqual([]);
  });

  it.each<[string, string, Fields, Partial<typeof soundExtensions>]>([
    ['responder-life', 'a life of 94 days', { notAfter: present + 94 * day }, {}],
    ['public-key', 'an RSA key of 2,048 bits', { publicKey: rsa2048() }, {}],
    ['extended-key-usage', 'a purpose more', {}, { purposes: encodeExtKeyUsage([oids.ocspSigning, oids.clientAuth]) }],
    ['key-usage', 'the usage of an issuer', {}, { keyUsage: encodeKeyUsage(['digitalSignature', 'cRLSign']) }],
    ['basic-constraints', 'an issuer', {}, { basicConstraints: encodeBasicConstraints({ ca: true }) }],
    ['extension-set', 'no nocheck', {}, { more: nothing() }],
    ['extension-set', 'a critical nocheck', {}, { more: critical(oids.ocspNoCheck, nullValue) }],
    ['extension-set', 'an OCSP address', {}, { access: encodeAuthorityInfoAccess(urls) }],
    ['encoding', 'a nocheck that is not NULL (4.2.2.2.1)', {}, { more: plain(oids.ocspNoCheck, sequence()) }],
  ])('breaks %s with %s', (rule, _, fields, extensions) => {
    expect(broken(fields, extensions)).toEqual([rule]);
  });

  function critical(oid: string, value: DerValue) {
    return encodeExtension({ oid, critical: true, value });
  }
});

describe('a signer of mails (RFC 8550)', () => {
  const signer: LintContext = { profile: 'mail-signer', issuer: issuer.certificate };
  const asSigner = {
    purposes: encodeExtKeyUsage([oids.emailProtection]),
    names: encodeSubjectAltNameOfAddress('notices@bank.example'),
  };
  const term = { notAfter: present + 180 * day };
  const broken = (fields: Fields, extensions: Partial<typeof soundExtensions> = {}) =>
    rulesBroken(spoiled({ ...term, ...fields }, { ...asSigner, ...extensions }), signer);
  const namesOf = (...names: DerValue[]) => ({ names: plain(oids.subjectAltName, sequence(...names)) });
  const email = (address: string) => primitive(1, ia5Content(address));

  it('is sound for one address, for half a year', () => {
    expect(broken({})).toEqual([]);
    expect(broken({}, namesOf(email("a.b+c'd@x-1.bank.example")))).toEqual([]);
  });

  it.each<[string, string, Fields, Partial<typeof soundExtensions>]>([
    ['mail-signer-life', 'a life of 187 days', { notAfter: present + 187 * day }, {}],
    ['public-key', 'an RSA key of 2,048 bits', { publicKey: rsa2048() }, {}],
    ['extended-key-usage', 'a login', {}, { purposes: encodeExtKeyUsage([oids.clientAuth]) }],
    ['extended-key-usage', 'a login too', {}, { purposes: encodeExtKeyUsage([oids.emailProtection, oids.clientAuth]) }],
    ['extended-key-usage', 'any purpose', {}, { purposes: encodeExtKeyUsage([oids.anyExtendedKeyUsage]) }],
    ['key-usage', 'encryption', {}, { keyUsage: encodeKeyUsage(['digitalSignature', 'keyEncipherment']) }],
    ['key-usage', 'a CA’s usage', {}, { keyUsage: encodeKeyUsage(['digitalSignature', 'keyCertSign']) }],
    ['basic-constraints', 'an issuer', {}, { basicConstraints: encodeBasicConstraints({ ca: true }) }],
    ['extension-set', 'no address', {}, { names: nothing() }],
    ['extension-set', 'an extension more', {}, { more: plain('1.2.3', nullValue) }],
    ['mail-address', 'two addresses', {}, namesOf(email('a@bank.example'), email('b@bank.example'))],
    ['mail-address', 'a host’s name', {}, { names: encodeSubjectAltName(['bank.example']) }],
  ])('breaks %s with %s', (rule, _, fields, extensions) => {
    expect(broken(fields, extensions)).toContain(rule);
  });

  it.each([
    'bank.example',
    '@bank.example',
    'a@',
    'a@bank',
    'a@Bank.example',
    'a@@bank.example',
    'a@b@bank.example',
    '.a@bank.example',
    'a..b@bank.example',
    '"a"@bank.example',
    'a@[192.0.2.1]',
    'a@-bank.example',
    '<a@bank.example>',
    `${'a'.repeat(65)}@bank.example`,
  ])('has no address like %s', (address) => {
    expect(broken({}, namesOf(email(address)))).toEqual(['mail-address']);
  });

  it('may have an address that no other certificate may', () => {
    const customer = spoiled({}, { names: asSigner.names });
    expect(rulesBroken(customer)).toEqual(['further-extensions']);
  });
});

describe('the names of a server (RFC 9525)', () => {
  const asServer = { purposes: encodeExtKeyUsage([oids.serverAuth]) };
  const server: LintContext = { profile: 'tls-server', issuer: issuer.certificate };
  const named = (...names: string[]) =>
    rulesBroken(spoiled({}, { ...asServer, names: encodeSubjectAltName(names) }), server);

  it.each(['localhost', 'a.example', '*.cert.localhost', 'xn--p8j0c.jp', `${'a'.repeat(63)}.jp`])(
    'may be %s',
    (name) => {
      expect(named('b.example', name)).toEqual([]);
    },
  );

  it.each([
    '*',
    '*.jp',
    'a.*.jp',
    '*a.example.jp',
    'A.example',
    '-a.jp',
    'a-.jp',
    'a..jp',
    'a_b.jp',
    `${'a'.repeat(64)}.jp`,
    'a.jp.',
  ])('may not be %s', (name) => {
    expect(named('b.example', name)).toEqual(['subject-alternative-name']);
  });
});
