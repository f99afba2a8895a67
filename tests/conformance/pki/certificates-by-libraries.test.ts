import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { toHex } from '@koshin/pki/der/octets.ts';
import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import * as peculiar from '@peculiar/x509';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { describe, expect, it } from 'vitest';
import { present } from './testkit/certificates.ts';
import { issuerKinds, makeChain } from './testkit/chains.ts';

const crypto = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto });
const inPkijs = (certificate: Certificate) => pkijs.Certificate.fromBER(certificate.der);

describe.each(issuerKinds)('certificates of an issuer with %s', (kind) => {
  const { root, issuer, clients, fullClient, server } = makeChain(kind);
  const customers = [...clients.map(({ certificate }) => certificate), fullClient];
  const all = [root.certificate, issuer.certificate, server, ...customers];

  it('are read alike by @peculiar/x509, and their signatures hold there', async () => {
    for (const certificate of all) {
      const theirs = new peculiar.X509Certificate(certificate.der);
      const above = new peculiar.X509Certificate(
        (certificate === root.certificate || certificate === issuer.certificate ? root : issuer).certificate.der,
      );
      expect(await theirs.verify({ publicKey: above.publicKey, signatureOnly: true }, webcrypto)).toBe(true);
      expect(theirs.serialNumber).toBe(certificate.serialNumber);
      expect([theirs.notBefore.getTime(), theirs.notAfter.getTime()]).toEqual([
        certificate.notBefore,
        certificate.notAfter,
      ]);
      expect(theirs.extensions.map(({ type }) => type)).toEqual(certificate.extensions.list.map(({ oid }) => oid));
    }
  });

  it('carry extensions that @peculiar/x509 reads alike', () => {
    for (const certificate of customers) {
      const theirs = new peculiar.X509Certificate(certificate.der);
      const { extensions } = certificate;
      expect(theirs.getExtension(peculiar.BasicConstraintsExtension)?.ca).toBe(false);
      expect(theirs.getExtension(peculiar.KeyUsagesExtension)?.usages).toBe(peculiar.KeyUsageFlags.digitalSignature);
      expect(theirs.getExtension(peculiar.ExtendedKeyUsageExtension)?.usages).toEqual(extensions.extKeyUsage);
      expect(theirs.getExtension(peculiar.SubjectKeyIdentifierExtension)?.keyId).toBe(
        toHex(extensions.subjectKeyIdentifier ?? new Uint8Array()),
      );
      expect(theirs.getExtension(peculiar.AuthorityKeyIdentifierExtension)?.keyId).toBe(toHex(issuer.key.identifier));
      expect(theirs.getExtension(peculiar.CertificatePolicyExtension)?.policies).toEqual(
        extensions.certificatePolicies?.map(({ oid }) => oid),
      );
    }
  });

  it('form a chain that pkijs validates up to the root', async () => {
    for (const certificate of customers) {
      const engine = new pkijs.CertificateChainValidationEngine({
        trustedCerts: [inPkijs(root.certificate)],
        certs: [inPkijs(issuer.certificate), inPkijs(certificate)],
        checkDate: new Date(present),
      });
      const { result, resultMessage } = await engine.verify({}, crypto);
      expect([result, resultMessage]).toEqual([true, '']);
    }
  });

  it('are written by asn1js octet for octet the same', () => {
    for (const { der } of all) {
      const { result, offset } = asn1js.fromBER(der);
      expect(offset).toBe(der.length);
      expect(new Uint8Array(result.toBER())).toEqual(der);
    }
  });
});
