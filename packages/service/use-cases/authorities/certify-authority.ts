import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { assembleCertificate } from '@koshin/pki/x509/assemble-certificate.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { keyIdentifierFrom, keyIdentifierInput } from '@koshin/pki/x509/key-identifier.ts';
import { acceptForSigning } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import type { LintContext } from '@koshin/pki/x509/lint/lint-to-be-signed.ts';
import { verifyIssuedBy } from '@koshin/pki/x509/path.ts';
import { buildIssuingCa } from '@koshin/pki/x509/profiles/issuing-ca.ts';
import { buildRoot } from '@koshin/pki/x509/profiles/root.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { serialNumberFrom } from '@koshin/pki/x509/serial-number.ts';
import type { Issuer } from '../../ports/register/records.ts';
import type { Signer } from '../../ports/signer.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import { issuerParts } from '../issuance/issuer-parts.ts';
import type { Means } from '../means.ts';

export interface AuthorityToCertify {
  /** Name in DER. */
  readonly subject: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  readonly term: Pick<Issuer, 'notBefore' | 'notAfter'>;
  /** Null: a root, signed by itself. */
  readonly issuedBy: Issuer | null;
}

/**
 * The certificate of a root or of a bank's issuing CA, in DER: linted before it is signed, and verified after, so that
 * a key which is not the one of the issuer's certificate is found out here. Refuses `certificate-lint-refused` {rules}
 * and `signer-unavailable` {keyName, reason}.
 */
export async function certifyAuthority(
  means: Pick<Means, 'chance' | 'mathematics' | 'statusUrl'>,
  { subject, publicKey, term, issuedBy }: AuthorityToCertify,
  by: { readonly signer: Signer; readonly keyName: string },
): Promise<Uint8Array> {
  // 1. The bytes.
  const identifier = means.mathematics.sha256(keyIdentifierInput(parsePublicKey(publicKey)));
  const fields = {
    serialNumber: serialNumberFrom(means.chance.bytes(16)),
    subject,
    ...term,
    publicKey,
    subjectKeyIdentifier: keyIdentifierFrom(identifier),
  };
  const [tbs, context]: [Uint8Array, LintContext] = issuedBy
    ? [
        buildIssuingCa({ ...fields, issuer: issuerParts(means, issuedBy) }),
        { profile: 'issuing-ca', issuer: issuerCertificate(issuedBy) },
      ]
    : [
        buildRoot({ ...fields, signatureAlgorithm: await by.signer.algorithmOf(by.keyName) }),
        { profile: 'root', issuer: 'self' },
      ];
  // 2. The rules, and the signature.
  const linted = acceptForSigning(tbs, context);
  if (!linted.accepted) {
    const [first] = linted.findings;
    const rules = linted.findings.map(({ rule }) => rule).join(', ');
    throw refused('certificate-lint-refused', { rules }, { expected: first?.expected ?? '', got: first?.got ?? '' });
  }
  const signature = await by.signer.sign({ keyName: by.keyName, tbs: linted });
  const der = assembleCertificate({ linted, signatureAlgorithm: linted.signatureAlgorithm, signature });
  // 3. What a verifier will find.
  const certificate = parseCertificate(der);
  const issuer = issuedBy ? issuerCertificate(issuedBy) : certificate;
  const verified = await verifyIssuedBy(certificate, issuer, means.mathematics.verify);
  if (verified.issued) return der;
  throw refused('signer-unavailable', { keyName: by.keyName, reason: `not the issuer's key (${verified.reason})` });
}
