import { describe, expect, it } from 'vitest';
import { makeClient, makeIssuingCa, makeRoot } from '../../../tests/conformance/pki/testkit/certificates.ts';
import type { KeyKind } from '../../../tests/conformance/pki/testkit/keys.ts';
import { keyOf } from '../../../tests/conformance/pki/testkit/keys.ts';
import { verify } from '../../../tests/conformance/pki/testkit/node-mathematics.ts';
import type { Certificate } from './certificate.ts';
import type { Extensions } from './extensions/extensions.ts';
import { verifyIssuedBy } from './path.ts';

const root = makeRoot(keyOf('P-256', 'root'));
const issuer = makeIssuingCa(root, keyOf('P-384', 'issuer'));
const client = makeClient(issuer, keyOf('P-256'));

const withExtensions = (certificate: Certificate, extensions: Partial<Extensions>): Certificate => ({
  ...certificate,
  extensions: { ...certificate.extensions, ...extensions },
});
const reasonFor = async (certificate: Certificate, by: Certificate) => {
  const verdict = await verifyIssuedBy(certificate, by, verify);
  return verdict.issued ? 'issued' : verdict.reason;
};

describe('whether an issuer issued a certificate (RFC 5280 6.1)', () => {
  it.each<KeyKind>(['P-256', 'P-384', 'RSA-3072'])('holds along a chain under a root of %s', async (kind) => {
    const top = makeRoot(keyOf(kind, 'top'));
    const middle = makeIssuingCa(top, keyOf(kind, 'middle'));
    const leaf = makeClient(middle, keyOf('P-256'));
    expect(await reasonFor(leaf, middle.certificate)).toBe('issued');
    expect(await reasonFor(middle.certificate, top.certificate)).toBe('issued');
    expect(await reasonFor(top.certificate, top.certificate)).toBe('issued');
  });

  it('fails for another issuer', async () => {
    expect(await reasonFor(client, root.certificate)).toBe('issuer-name-differs');
  });

  it('fails for an issuer of the same name with another key', async () => {
    const other = makeIssuingCa(root, keyOf('P-384', 'other'));
    expect(await reasonFor(client, other.certificate)).toBe('key-identifier-differs');
    const disguised = withExtensions(other.certificate, {
      subjectKeyIdentifier: issuer.certificate.extensions.subjectKeyIdentifier ?? new Uint8Array(),
    });
    expect(await reasonFor(client, disguised)).toBe('signature');
  });

  it('fails when one octet of what was signed, or of the signature, is another', async () => {
    const flipped = (octets: Uint8Array<ArrayBuffer>) => octets.map((octet, at) => (at === 30 ? octet ^ 1 : octet));
    expect(await reasonFor({ ...client, tbs: flipped(client.tbs) }, issuer.certificate)).toBe('signature');
    expect(await reasonFor({ ...client, signature: flipped(client.signature) }, issuer.certificate)).toBe('signature');
  });

  it.each<[string, Partial<Extensions>]>([
    ['issuer-not-ca', { basicConstraints: { ca: false } }],
    ['issuer-key-usage', { keyUsage: ['cRLSign'] }],
    ['unknown-critical-extension', { unknownCritical: ['1.2.3'] }],
  ])('fails with %s when the issuer says so', async (reason, extensions) => {
    expect(await reasonFor(client, withExtensions(issuer.certificate, extensions))).toBe(reason);
  });

  it('fails for a certificate with a critical extension nobody here knows', async () => {
    const certificate = withExtensions(client, { unknownCritical: ['1.2.3'] });
    expect(await reasonFor(certificate, issuer.certificate)).toBe('unknown-critical-extension');
  });

  it('fails for an issuer under one whose path length is 0', async () => {
    const narrow = withExtensions(root.certificate, { basicConstraints: { ca: true, pathLength: 0 } });
    expect(await reasonFor(issuer.certificate, narrow)).toBe('issuer-path-length');
    expect(await reasonFor(issuer.certificate, root.certificate)).toBe('issued');
  });

  it('asks for no verification by a key of the wrong kind', async () => {
    const certificate: Certificate = { ...client, signatureAlgorithm: 'sha256WithRSAEncryption' };
    expect(await reasonFor(certificate, issuer.certificate)).toBe('signature-algorithm');
  });
});
