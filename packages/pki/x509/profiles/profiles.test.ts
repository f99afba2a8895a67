import { describe, expect, it } from 'vitest';
import {
  fieldsFor,
  fullProfile,
  mailAddress,
  makeIssuingCa,
  makeMailSigner,
  makeOcspResponder,
  makeRoot,
  makeTlsServer,
} from '../../../../tests/conformance/pki/testkit/certificates.ts';
import { keyOf } from '../../../../tests/conformance/pki/testkit/keys.ts';
import { toHex } from '../../der/octets.ts';
import { oids } from '../../der/oids.ts';
import { parseToBeSigned } from '../to-be-signed.ts';
import { buildClientAuthentication } from './client-authentication.ts';
import { prepareIssuer } from './issuer-parts.ts';

const root = makeRoot(keyOf('P-256', 'root'));
const issuer = makeIssuingCa(root, keyOf('P-256', 'issuer'));
const oidsOf = (tbs: Uint8Array) => parseToBeSigned(tbs).extensions.list.map(({ oid }) => oid);
const fields = { ...fieldsFor(keyOf('P-256'), { commonName: '花子' }), issuer: issuer.parts };

describe('the profiles', () => {
  it('tell in every certificate but the root where CRL, issuer and OCSP are', () => {
    const addresses = [oids.crlDistributionPoints, oids.authorityInfoAccess];
    const server = makeTlsServer(issuer, keyOf('P-256'));
    for (const tbs of [issuer.certificate.tbs, server.tbs, buildClientAuthentication(fields)]) {
      expect(oidsOf(tbs)).toEqual(expect.arrayContaining(addresses));
    }
    expect(oidsOf(root.certificate.tbs)).toEqual([oids.basicConstraints, oids.keyUsage, oids.subjectKeyIdentifier]);
  });

  it('tell of an OCSP responder that nobody need check it, and have no address where one could (RFC 6960 4.2.2.2.1)', () => {
    const { extensions } = makeOcspResponder(issuer, keyOf('P-256', 'responder'));
    expect(extensions).toMatchObject({ ocspNoCheck: true, extKeyUsage: [oids.ocspSigning] });
    expect(extensions.authorityKeyIdentifier).toEqual(issuer.key.identifier);
    for (const address of ['crlUrls', 'ocspUrls', 'caIssuersUrls']) expect(extensions).not.toHaveProperty(address);
  });

  it('let a signer of mails sign for one address, and nothing else (RFC 8550 3, 4.4)', () => {
    const { extensions } = makeMailSigner(issuer, keyOf('P-256', 'mail'));
    expect(extensions.subjectAltName).toEqual([{ kind: 'email', text: mailAddress }]);
    expect(extensions.extKeyUsage).toEqual([oids.emailProtection]);
    expect(extensions.keyUsage).toEqual(['digitalSignature']);
    expect(extensions.crlUrls).toHaveLength(1);
    expect(extensions.ocspUrls).toHaveLength(1);
    expect(extensions.caIssuersUrls).toHaveLength(1);
  });

  it('make a customer no issuer, by the only DER there is for it', () => {
    expect(toHex(buildClientAuthentication(fields))).toContain('300c0603551d130101ff04023000');
  });

  it("let a bank's customers have policies, purposes and extensions beyond those of every customer, in this order", () => {
    const plain: string[] = [
      oids.basicConstraints,
      oids.keyUsage,
      oids.extKeyUsage,
      oids.subjectKeyIdentifier,
      oids.authorityKeyIdentifier,
      oids.crlDistributionPoints,
      oids.authorityInfoAccess,
    ];
    expect(oidsOf(buildClientAuthentication(fields))).toEqual(plain);
    const { extensions } = parseToBeSigned(buildClientAuthentication({ ...fields, profile: fullProfile }));
    expect(extensions.list.map(({ oid }) => oid)).toEqual([
      ...plain.toSpliced(3, 0, oids.certificatePolicies),
      ...fullProfile.furtherExtensions.map(({ oid }) => oid),
    ]);
    expect(extensions.certificatePolicies).toEqual(fullProfile.certificatePolicies);
    expect(extensions.extKeyUsage).toEqual([oids.clientAuth, ...fullProfile.furtherPurposes]);
    expect(extensions.unknownCritical).toEqual([]);
    for (const { oid, value } of fullProfile.furtherExtensions) {
      expect(extensions.list.find((one) => one.oid === oid)).toEqual({ oid, critical: false, value });
    }
  });

  it('let an RSA key of a server encipher keys too, as NSS demands', () => {
    const usageOf = (kind: 'P-256' | 'RSA-2048') => makeTlsServer(issuer, keyOf(kind)).extensions.keyUsage;
    expect(usageOf('P-256')).toEqual(['digitalSignature']);
    expect(usageOf('RSA-2048')).toEqual(['digitalSignature', 'keyEncipherment']);
  });

  it('build the same octets from the same fields', () => {
    expect(buildClientAuthentication(fields)).toEqual(buildClientAuthentication(fields));
  });

  it('keep what is prepared of an issuer apart from the array its name came in', () => {
    const name = new Uint8Array(issuer.certificate.subject.der);
    const parts = prepareIssuer({
      signatureAlgorithm: 'ecdsa-with-SHA256',
      name,
      authorityKeyIdentifier: issuer.key.identifier,
      crlUrl: 'http://a.example/1.crl',
      caIssuersUrl: 'http://a.example/1.cer',
      ocspUrl: 'http://a.example/ocsp',
    });
    name.fill(0);
    expect(parts.name).toEqual(issuer.certificate.subject.der);
  });

  it('cut parts of a second off the validity', () => {
    const tbs = parseToBeSigned(buildClientAuthentication({ ...fields, notAfter: fields.notAfter + 999 }));
    expect(tbs.notAfter).toBe(fields.notAfter);
  });
});
