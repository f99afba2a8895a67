import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Listed } from '@koshin/lifecycle/revocation-lists/listed.ts';
import { buildList } from '@koshin/pki/crl/build-list.ts';
import { acceptCrl } from '@koshin/pki/crl/lint/accept-crl.ts';
import type { SignableBytes } from '@koshin/pki/signing/signable.ts';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import type { Issuer, ReservedCrl } from '../../ports/register/records.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';

/** All that decides what a CRL says. */
export interface CrlContent {
  readonly issuer: Issuer;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly crl: ReservedCrl;
  readonly url: string;
  readonly entries: readonly (Listed & { readonly serial: string })[];
}

/** The bytes, which a signer takes only when they keep every rule; ours that do not are refused with the rules they break. */
export function crlToBeSigned({ issuer, signatureAlgorithm, crl, url, entries }: CrlContent): SignableBytes<'crl'> {
  const certificate = issuerCertificate(issuer);
  const { subjectKeyIdentifier, basicConstraints } = certificate.extensions;
  if (subjectKeyIdentifier === undefined) throw new Error(`issuer ${issuer.id} has no subject key identifier`);
  const onlyContainsUserCerts = basicConstraints?.ca === true && basicConstraints.pathLength === 0;
  const point = crl.complete ? null : { url, onlyContainsUserCerts };
  const tbs = buildList({
    ...crl,
    signatureAlgorithm,
    issuer: certificate.subject.der,
    authorityKeyIdentifier: subjectKeyIdentifier,
    point,
    entries: entries.map(({ serial, ...entry }) => ({ ...entry, serialNumber: Buffer.from(serial, 'hex') })),
  });
  const accepted = acceptCrl(tbs, { issuer: certificate, point });
  if (accepted.accepted) return accepted;
  const [first] = accepted.findings;
  const rules = accepted.findings.map(({ rule }) => rule).join(', ');
  throw refused(
    'certificate-lint-refused',
    { rules, kind: 'crl' },
    { expected: first?.expected ?? '', got: first?.got ?? '' },
  );
}
