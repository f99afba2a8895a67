import { assembleList } from '@koshin/pki/crl/assemble-list.ts';
import { buildList } from '@koshin/pki/crl/build-list.ts';
import { type CertificateList, parseCertificateList } from '@koshin/pki/crl/certificate-list.ts';
import type { PointOfList } from '@koshin/pki/crl/issuing-distribution-point.ts';
import { acceptCrl } from '@koshin/pki/crl/lint/accept-crl.ts';
import { type ReasonCode, reasonCodes } from '@koshin/pki/crl/reason-code.ts';
import type { RevokedEntry } from '@koshin/pki/crl/revoked-entries.ts';
import { day, present, type TestIssuer } from './certificates.ts';
import { sign } from './node-mathematics.ts';

/** Of this serial number (hexadecimal), revoked yesterday. */
export function entryOf(serial: string, reason: ReasonCode | null = null, revokedAt = present - day): RevokedEntry {
  return { serialNumber: new Uint8Array(Buffer.from(serial, 'hex')), revokedAt, reason };
}

/** One of each reason, and one without. */
export const entryOfEachReason: readonly RevokedEntry[] = [null, ...reasonCodes].map((reason, at) =>
  entryOf(`4${at.toString(16)}`.padEnd(32, '0'), reason),
);

/** The distribution point of the certificates that `makeIssuingCa` issues. */
export const pointOfTests = { url: 'http://status.mihon.example/crl/1.crl', onlyContainsUserCerts: true };

/** What is asked for, on a CRL that is otherwise sound. */
export function fieldsOfList(
  { key, certificate }: TestIssuer,
  {
    entries = [],
    point = null,
    thisUpdate = present - 600_000,
  }: { entries?: readonly RevokedEntry[]; point?: PointOfList | null; thisUpdate?: number } = {},
) {
  return {
    signatureAlgorithm: key.algorithm,
    issuer: certificate.subject.der,
    authorityKeyIdentifier: key.identifier,
    thisUpdate,
    nextUpdate: present + 7 * day,
    number: Math.floor(present / 1_000),
    point,
    entries,
  };
}

/** Accepted, signed and assembled as the product does it; throws with the findings when it is refused. */
export function makeCrl(issuer: TestIssuer, asked: Parameters<typeof fieldsOfList>[1] = {}): CertificateList {
  const fields = fieldsOfList(issuer, asked);
  const accepted = acceptCrl(buildList(fields), { issuer: issuer.certificate, point: fields.point });
  if (!accepted.accepted) throw new Error(JSON.stringify(accepted.findings));
  return parseCertificateList(
    assembleList(accepted, sign(issuer.key.algorithm, issuer.key.privateKey, accepted.bytes)),
  );
}

/** As OpenSSL and GnuTLS read it from files. */
export function crlPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN X509 CRL-----', ...lines, '-----END X509 CRL-----', ''].join('\n');
}
