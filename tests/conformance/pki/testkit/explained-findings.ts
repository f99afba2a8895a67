import type { Finding } from './linters.ts';

/** What a linter is told about: a document of each profile. */
export type Linted =
  | 'root'
  | 'issuing CA'
  | 'client'
  | 'full client'
  | 'TLS server'
  | 'OCSP responder'
  | 'mail signer'
  | 'CRL'
  | 'OCSP answer';

/** A finding that stays: of which documents, whatever their keys, and why. `docs/rfc-choices.md` has them in words. */
export interface ExplainedFinding {
  readonly finding: Finding;
  readonly on: readonly Linted[];
  readonly why: string;
}

const everyCertificate = [
  'root',
  'issuing CA',
  'client',
  'full client',
  'TLS server',
  'OCSP responder',
  'mail signer',
] as const;
const leaves = ['client', 'full client', 'TLS server', 'OCSP responder', 'mail signer'] as const;
const publicWeb = 'a rule for the public web (Baseline Requirements); our roots are in no browser’s store';
const demoServer = 'certificates for TLS servers are made for the demo and the tests alone, in .localhost';

/** All there are: what is not found any more has to leave this list. */
export const explainedFindings: readonly ExplainedFinding[] = [
  {
    finding: 'pkilint: pkix.subject_key_identifier_rfc7093_method_1_identified',
    on: everyCertificate,
    why: 'information: the key identifier is made by method 1 of RFC 7093',
  },
  {
    finding: 'zlint: n_ca_digital_signature_not_set',
    on: ['root', 'issuing CA'],
    why: 'they sign no OCSP answers, their delegated responders do (RFC 6960 4.2.2.2)',
  },
  {
    finding: 'zlint: n_ct_sct_policy_count_unsatisfied',
    on: leaves,
    why: 'Certificate Transparency is for the public web; the names of customers belong in no public log',
  },
  {
    finding: 'pkilint: pkix.certificate_policies_policy_has_qualifier',
    on: ['full client'],
    why: 'RFC 5280 4.2.1.4 recommends policies of an identifier alone; a bank may ask for the qualifiers that it defines',
  },
  { finding: 'zlint: n_mp_allowed_eku', on: ['issuing CA'], why: publicWeb },
  { finding: 'zlint: n_sub_ca_eku_missing', on: ['issuing CA'], why: publicWeb },
  { finding: 'zlint: e_invalid_ca_certificate_policies', on: ['issuing CA'], why: publicWeb },
  { finding: 'zlint: e_sub_ca_certificate_policies_missing', on: ['issuing CA'], why: publicWeb },
  {
    finding: 'zlint: e_exactly_one_smime_policy',
    on: ['mail signer'],
    why: 'a rule for public CAs (S/MIME Baseline Requirements): the policies that they agree to keep; a bank’s own CA does not',
  },
  {
    finding: 'zlint: e_cab_crl_has_valid_reason_code',
    on: ['CRL'],
    why: `${publicWeb}; RFC 5280 5.3.1 knows more reasons, and a test has one of each`,
  },
  { finding: 'pkilint: pkix.invalid_domain_name_syntax', on: ['TLS server'], why: 'the asterisk of RFC 9525 6.3' },
  { finding: 'zlint: e_dnsname_not_valid_tld', on: ['TLS server'], why: demoServer },
  { finding: 'zlint: e_server_cert_valid_time_longer_than_200_days', on: ['TLS server'], why: demoServer },
  { finding: 'zlint: w_server_cert_valid_time_longer_than_199_days', on: ['TLS server'], why: demoServer },
  { finding: 'zlint: e_sub_cert_cert_policy_empty', on: ['TLS server'], why: demoServer },
  { finding: 'zlint: e_sub_cert_certificate_policies_missing', on: ['TLS server'], why: demoServer },
  { finding: 'zlint: w_ext_subject_key_identifier_not_recommended_subscriber', on: ['TLS server'], why: demoServer },
  { finding: 'zlint: w_sub_cert_aia_contains_internal_names', on: ['TLS server'], why: demoServer },
  { finding: 'zlint: w_subject_common_name_included', on: ['TLS server'], why: demoServer },
];

export const explainedOn = (linted: Linted): readonly Finding[] =>
  explainedFindings.filter(({ on }) => on.includes(linted)).map(({ finding }) => finding);
