import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { acceptForSigning, type LintedToBeSigned } from '@koshin/pki/x509/lint/accept-for-signing.ts';
import type { Issuer } from '../../ports/register/records.ts';
import { issuerCertificate } from './issuer-certificate.ts';

/** Only linted bytes can be signed; bytes that fail are refused with the first rule they break. */
export function mustPassLint(
  tbs: Uint8Array,
  {
    profile,
    issuer,
  }: {
    readonly profile: 'client-authentication' | 'tls-server' | 'ocsp-responder' | 'mail-signer';
    readonly issuer: Issuer;
  },
): LintedToBeSigned {
  const linted = acceptForSigning(tbs, { profile, issuer: issuerCertificate(issuer) });
  if (linted.accepted) return linted;
  const [first] = linted.findings;
  const rules = linted.findings.map((finding) => finding.rule).join(', ');
  throw refused('certificate-lint-refused', { rules }, { expected: first?.expected ?? '', got: first?.got ?? '' });
}
