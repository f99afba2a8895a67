import { describe, expect, it } from 'vitest';
import {
  day,
  makeClient,
  makeIssuingCa,
  makeRoot,
  makeTlsServer,
  present,
} from '../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { oids } from '../der/oids.ts';
import { bitString, constructed, encode, nullValue, sequence, smallInteger } from '../der/writer.ts';
import { parseCertificate } from './certificate.ts';
import { encodeBasicConstraints } from './extensions/basic-constraints.ts';
import { encodeExtension } from './extensions/extension.ts';
import { encodeName, formatName } from './name.ts';
import { encodeSignatureAlgorithm } from './signature-algorithms.ts';

const root = makeRoot(keyOf('P-256', 'root'));
const issuer = makeIssuingCa(root, keyOf('P-256', 'issuer'));
const client = makeClient(issuer, keyOf('P-256'));

interface Parts {
  version?: Parameters<typeof constructed>[1];
  serial?: Uint8Array;
  inner?: Uint8Array;
  outer?: Uint8Array;
  extensions?: readonly Uint8Array[];
  more?: readonly Uint8Array[];
}

const algorithm = encodeSignatureAlgorithm('ecdsa-with-SHA256');
const integer = (...octets: number[]) => Uint8Array.of(2, octets.length, ...octets);

/** A certificate put together by hand, sound but for what is given. */
function build({ version = smallInteger(2), serial = integer(1), inner = algorithm, ...parts }: Parts): Uint8Array {
  const name = encodeName({ commonName: 'a' });
  const extensions = parts.extensions ?? [encodeBasicConstraints({ ca: false })];
  const tbs = sequence(
    constructed(0, version),
    serial,
    inner,
    name,
    client.validityDer,
    name,
    keyOf('P-256').spki,
    ...(parts.more ?? []),
    constructed(3, sequence(...extensions)),
  );
  return encode(sequence(tbs, parts.outer ?? inner, bitString(Uint8Array.of(1))));
}

describe('a certificate (RFC 5280 4.1)', () => {
  it('of a customer says everything that was put into it', () => {
    const { extensions, ...fields } = parseCertificate(client.der);
    expect(formatName(fields.subject)).toBe('CN=見本 花子,OU=経理部,O=例示商事株式会社,C=JP');
    expect(fields.issuer.der).toEqual(issuer.certificate.subject.der);
    expect([fields.version, fields.notBefore, fields.notAfter]).toEqual([3, present - 3_600_000, present + 365 * day]);
    expect(fields.serialNumber).toMatch(/^[4-7][0-9a-f]{39}$/);
    expect(fields.publicKey.der).toEqual(keyOf('P-256').spki);
    expect(extensions).toMatchObject({
      basicConstraints: { ca: false },
      keyUsage: ['digitalSignature'],
      extKeyUsage: [oids.clientAuth],
      subjectKeyIdentifier: keyOf('P-256').identifier,
      authorityKeyIdentifier: issuer.key.identifier,
      crlUrls: ['http://status.mihon.example/crl/1.crl'],
      caIssuersUrls: ['http://status.mihon.example/ca/1.cer'],
      ocspUrls: ['http://status.mihon.example/ocsp'],
      certificatePolicies: [{ oid: '1.3.6.1.4.1.99999.1.1', qualifiers: [] }],
      unknownCritical: [],
    });
  });

  it('of an issuer says how far it may go', () => {
    expect(root.certificate.extensions.basicConstraints).toEqual({ ca: true });
    expect(issuer.certificate.extensions.basicConstraints).toEqual({ ca: true, pathLength: 0 });
    expect(issuer.certificate.extensions.keyUsage).toEqual(['keyCertSign', 'cRLSign']);
  });

  it('of a server names its hosts', () => {
    const server = makeTlsServer(issuer, keyOf('P-384'));
    expect(server.extensions.subjectAltName).toEqual([
      { kind: 'dns', text: 'mihon.portal.localhost' },
      { kind: 'dns', text: '*.cert.localhost' },
    ]);
  });

  it('keeps the octets that are signed, and all of itself', () => {
    expect(client.der.subarray(4, 4 + client.tbs.length)).toEqual(client.tbs);
    expect(parseCertificate(Buffer.from(client.der)).der).toEqual(client.der);
  });

  it('lists critical extensions it does not know, and keeps the others', () => {
    const extension = (oid: string, critical: boolean) => encodeExtension({ oid, critical, value: nullValue });
    const der = build({ extensions: [extension('1.2.3', true), extension('1.2.4', false)] });
    const { extensions } = parseCertificate(der);
    expect(extensions.unknownCritical).toEqual(['1.2.3']);
    expect(extensions.list.map(({ oid }) => oid)).toEqual(['1.2.3', '1.2.4']);
  });

  const twice = [encodeBasicConstraints({ ca: false }), encodeBasicConstraints({ ca: true })];
  it.each<[string, Parts, string]>([
    ['version 1', { version: smallInteger(0) }, 'version 3'],
    ['version 4', { version: smallInteger(3) }, 'version of at most 2'],
    ['a negative serial number', { serial: integer(0xff) }, 'a non-negative serialNumber'],
    ['a padded serial number', { serial: integer(0, 1) }, 'a minimal INTEGER for serialNumber'],
    ['two different algorithms', { outer: encodeSignatureAlgorithm('ecdsa-with-SHA384') }, 'as in tbsCertificate'],
    ['one extension twice (4.2)', { extensions: twice }, 'each extension once'],
    ['no extensions in the list', { extensions: [] }, 'at least one element'],
    ['a unique identifier (4.1.2.8)', { more: [Uint8Array.of(0x81, 1, 0)] }, 'extensions ([3] constructed)'],
    [
      'a default written out',
      { extensions: [encode(sequence(Uint8Array.of(6, 2, 42, 3), Uint8Array.of(1, 1, 0), Uint8Array.of(4, 2, 5, 0)))] },
      'the default of critical left out',
    ],
    [
      'an extension whose value is no DER',
      { extensions: [encodeExtension({ oid: '1.2.3', critical: false, value: Uint8Array.of(5, 1) })] },
      'to fit in 0 octets',
    ],
    [
      'an extension with two values',
      { extensions: [encodeExtension({ oid: '1.2.3', critical: false, value: Uint8Array.of(5, 0, 5, 0) })] },
      'nothing more',
    ],
  ])('is refused with %s', (_, parts, message) => {
    expect(() => parseCertificate(build(parts))).toThrow(message);
  });

  it('put together by hand is accepted when nothing is spoiled, so the refusals above are for what they say', () => {
    expect(parseCertificate(build({})).serialNumber).toBe('01');
  });

  it('is refused beyond 16,384 octets', () => {
    expect(() => parseCertificate(new Uint8Array(16_385))).toThrow('at most 16384 octets');
  });
});
