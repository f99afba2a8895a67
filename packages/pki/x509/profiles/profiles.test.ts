import { describe, expect, it } from 'vitest';
import {
  fieldsFor,
  makeIssuingCa,
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

  it('make a customer no issuer, by the only DER there is for it', () => {
    expect(toHex(buildClientAuthentication(fields))).toContain('300c0603551d130101ff04023000');
  });

  it('name the certificate policy of a bank that has one', () => {
    expect(oidsOf(buildClientAuthentication(fields))).not.toContain(oids.certificatePolicies);
    const tbs = buildClientAuthentication({ ...fields, certificatePolicy: '1.2.392.1' });
    expect(parseToBeSigned(tbs).extensions.certificatePolicies).toEqual(['1.2.392.1']);
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
