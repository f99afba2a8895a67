import { describe, expect, it } from 'vitest';
import { customer, makeClient, makeIssuingCa, makeRoot } from '../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { sign } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import { makeRequest, makeRequestWithAttributes } from '../../../tests/conformance/pki/testkit/requests.ts';
import { encodeOid, oids } from '../der/oids.ts';
import type { DerValue } from '../der/writer.ts';
import { constructed, encode, printableString, sequence, setOf, smallInteger, utf8String } from '../der/writer.ts';
import { encodeName } from '../x509/name.ts';
import { assembleCertificationRequest, parseCertificationRequest } from './request.ts';
import { namesTheSame } from './same-identity.ts';

const key = keyOf('P-256');
const certificate = makeClient(makeIssuingCa(makeRoot(keyOf('P-384', 'root')), keyOf('P-256', 'issuer')), key);
const same = (der: Uint8Array) => namesTheSame(parseCertificationRequest(der), certificate);

function request(subject: DerValue, ...attributes: readonly DerValue[]): Uint8Array {
  const info = encode(sequence(smallInteger(0), subject, key.spki, constructed(0, ...attributes)));
  return assembleCertificationRequest(info, key.algorithm, sign(key.algorithm, key.privateKey, info));
}
const rdn = (type: string, value: DerValue) => setOf(sequence(encodeOid(type), value));

describe('a request names the same as the certificate it is to renew (RFC 7030 4.2.2)', () => {
  it('with the subject of the certificate, octet for octet', () => {
    expect(same(makeRequest(key))).toBe(true);
    expect(same(request(certificate.subject.der))).toBe(true);
  });

  it('with the subject written anew in other string types, as tools that take a name apart do', () => {
    const { attributes } = certificate.subject;
    const isAscii = (text: string) => /^[A-Za-z ]*$/.test(text);
    const rdns = attributes.map(({ type, value }) =>
      rdn(type, isAscii(value) ? printableString(value) : utf8String(value)),
    );
    expect(attributes.length).toBeGreaterThan(1);
    expect(same(request(sequence(...rdns)))).toBe(true);
  });

  it('not with another name, fewer parts, more parts, or another order of them', () => {
    const { attributes } = certificate.subject;
    const rdns = attributes.map(({ type, value }) => rdn(type, utf8String(value)));
    expect(same(request(encodeName({ ...customer, commonName: 'somebody else' })))).toBe(false);
    expect(same(request(sequence(...rdns.slice(1))))).toBe(false);
    expect(same(request(sequence(...rdns, rdn(oids.organizationalUnitName, utf8String('x')))))).toBe(false);
    expect(same(request(sequence(...rdns.toReversed())))).toBe(false);
    expect(same(request(sequence()))).toBe(false);
  });

  it('not with the parts of the name in one RDN', () => {
    const pairs = certificate.subject.attributes.map(({ type, value }) => sequence(encodeOid(type), utf8String(value)));
    expect(same(request(sequence(setOf(...pairs))))).toBe(false);
  });

  it('not with an alternative name that the certificate does not have', () => {
    expect(same(makeRequestWithAttributes(key))).toBe(false);
  });

  it('not with the wish to be called otherwise (RFC 6402 2.8)', () => {
    const wish = sequence(encodeOid(oids.changeSubjectName), setOf(sequence(encodeName({ commonName: 'x' }))));
    expect(same(request(certificate.subject.der, wish))).toBe(false);
  });
});
