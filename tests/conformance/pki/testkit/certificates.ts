import { createHash } from 'node:crypto';
import { encode, nullValue, sequence, smallInteger, utf8String } from '@koshin/pki/der/writer.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import type { Certificate } from '@koshin/pki/x509/certificate.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { acceptForSigning } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import type { ProfileName } from '@koshin/pki/x509/lint/rule.ts';
import type { NameFields } from '@koshin/pki/x509/name.ts';
import { encodeName } from '@koshin/pki/x509/name.ts';
import { buildClientAuthentication, type ClientProfile } from '@koshin/pki/x509/profiles/client-authentication.ts';
import type { IssuerParts } from '@koshin/pki/x509/profiles/issuer-parts.ts';
import { prepareIssuer } from '@koshin/pki/x509/profiles/issuer-parts.ts';
import { buildIssuingCa } from '@koshin/pki/x509/profiles/issuing-ca.ts';
import { buildMailSigner } from '@koshin/pki/x509/profiles/mail-signer.ts';
import { buildOcspResponder } from '@koshin/pki/x509/profiles/ocsp-responder.ts';
import { buildRoot } from '@koshin/pki/x509/profiles/root.ts';
import { buildTlsServer } from '@koshin/pki/x509/profiles/tls-server.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import type { TestKey } from './keys.ts';
import { sign } from './node-mathematics.ts';

/** Certificates are made around the clock's present, as not every tool can be told to verify at another time. */
export const present = Math.floor(Date.now() / 1_000) * 1_000;
export const day = 86_400_000;

/** An issuer with its key. */
export interface TestIssuer {
  readonly key: TestKey;
  readonly certificate: Certificate;
  readonly parts: IssuerParts;
}

/** What every profile asks for; name and key decide the serial number. */
export function fieldsFor(key: TestKey, name: NameFields, { years = 1 } = {}) {
  return {
    serialNumber: serialNumberFrom(createHash('sha1').update(name.commonName).update(key.identifier).digest()),
    subject: encodeName(name),
    notBefore: present - 3_600_000,
    notAfter: present + years * 365 * day,
    publicKey: key.spki,
    subjectKeyIdentifier: key.identifier,
  };
}

/** Lints, signs and assembles; throws with the findings when the lint refuses. */
export function signCertificate(
  tbs: Uint8Array,
  { profile, issuer, key }: { profile: ProfileName; issuer: Certificate | 'self'; key: TestKey },
): Certificate {
  const linted = acceptForSigning(tbs, { profile, issuer });
  if (!linted.accepted) throw new Error(JSON.stringify(linted.findings));
  const signature = sign(key.algorithm, key.privateKey, linted.bytes);
  return parseCertificate(assembleCertificate({ linted, signatureAlgorithm: key.algorithm, signature }));
}

function issuerOf(key: TestKey, certificate: Certificate): TestIssuer {
  const parts = prepareIssuer({
    signatureAlgorithm: key.algorithm,
    name: certificate.subject.der,
    authorityKeyIdentifier: key.identifier,
    crlUrl: 'http://status.mihon.example/crl/1.crl',
    caIssuersUrl: 'http://status.mihon.example/ca/1.cer',
    ocspUrl: 'http://status.mihon.example/ocsp',
  });
  return { key, certificate, parts };
}

export function makeRoot(key: TestKey): TestIssuer {
  const name = { country: 'JP', organization: '見本信用金庫', commonName: `見本ルート ${key.kind}` };
  const fields = { ...fieldsFor(key, name, { years: 20 }), notBefore: present - 30 * day };
  const tbs = buildRoot({ ...fields, signatureAlgorithm: key.algorithm });
  return issuerOf(key, signCertificate(tbs, { profile: 'root', issuer: 'self', key }));
}

export function makeIssuingCa(root: TestIssuer, key: TestKey): TestIssuer {
  const name = { country: 'JP', organization: '見本信用金庫', commonName: `見本発行局 ${key.kind}` };
  const fields = { ...fieldsFor(key, name, { years: 10 }), notBefore: present - 20 * day };
  const tbs = buildIssuingCa({ ...fields, issuer: root.parts });
  return issuerOf(key, signCertificate(tbs, { profile: 'issuing-ca', issuer: root.certificate, key: root.key }));
}

export const customer: NameFields = {
  country: 'JP',
  organization: '例示商事株式会社',
  organizationalUnit: '経理部',
  commonName: '見本 花子',
};

const onePolicy: ClientProfile = {
  certificatePolicies: [{ oid: '1.3.6.1.4.1.99999.1.1', qualifiers: [] }],
  furtherPurposes: [],
  furtherExtensions: [],
};

/** Everything that a bank may add: policies with all qualifiers, purposes by name and of its own, extensions; of the number for examples (RFC 5612). */
export const fullProfile: ClientProfile = {
  certificatePolicies: [
    {
      oid: '1.3.6.1.4.1.32473.1.1',
      qualifiers: [
        { kind: 'cps', uri: 'https://www.mihon.example/cps/' },
        { kind: 'notice', explicitText: '見本信用金庫の業務規程にもとづき発行した電子証明書です。' },
      ],
    },
    { oid: '1.3.6.1.4.1.32473.1.2', qualifiers: [{ kind: 'cps', uri: 'http://www.mihon.example/cps2.html' }] },
    { oid: '1.3.6.1.4.1.32473.1.3', qualifiers: [] },
  ],
  // emailProtection, Microsoft's smart card logon, documentSigning (RFC 9336), one of the bank's own
  furtherPurposes: ['1.3.6.1.5.5.7.3.4', '1.3.6.1.4.1.311.20.2.2', '1.3.6.1.5.5.7.3.36', '1.3.6.1.4.1.32473.2.1'],
  furtherExtensions: [
    { oid: '1.3.6.1.4.1.32473.3.1', value: encode(utf8String('法人向けサービス')) },
    { oid: '1.3.6.1.4.1.32473.3.2', value: encode(sequence(smallInteger(3), nullValue)) },
  ],
};

export function makeClient(issuer: TestIssuer, key: TestKey, profile = onePolicy): Certificate {
  const tbs = buildClientAuthentication({ ...fieldsFor(key, customer), issuer: issuer.parts, profile });
  return signCertificate(tbs, { profile: 'client-authentication', issuer: issuer.certificate, key: issuer.key });
}

export function makeTlsServer(issuer: TestIssuer, key: TestKey): Certificate {
  const tbs = buildTlsServer({
    ...fieldsFor(key, { commonName: 'mihon.portal.localhost' }),
    issuer: issuer.parts,
    dnsNames: ['mihon.portal.localhost', '*.cert.localhost'],
  });
  return signCertificate(tbs, { profile: 'tls-server', issuer: issuer.certificate, key: issuer.key });
}

export function makeOcspResponder(issuer: TestIssuer, key: TestKey): Certificate {
  const fields = fieldsFor(key, { commonName: '見本発行局 OCSP 1' });
  const tbs = buildOcspResponder({ ...fields, notAfter: present + 60 * day, issuer: issuer.parts });
  return signCertificate(tbs, { profile: 'ocsp-responder', issuer: issuer.certificate, key: issuer.key });
}

export const mailAddress = 'notices@mihon.example';

export function makeMailSigner(issuer: TestIssuer, key: TestKey): Certificate {
  const fields = fieldsFor(key, { country: 'JP', organization: '見本信用金庫', commonName: '見本信用金庫' });
  const tbs = buildMailSigner({
    ...fields,
    notAfter: present + 180 * day,
    issuer: issuer.parts,
    address: mailAddress,
  });
  return signCertificate(tbs, { profile: 'mail-signer', issuer: issuer.certificate, key: issuer.key });
}
