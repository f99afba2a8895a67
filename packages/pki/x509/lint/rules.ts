import type { LintRule } from './rule.ts';
import { signatureAlgorithm } from './rules/rfc5280-4-1-1-2-signature-algorithm.ts';
import { serialNumber } from './rules/rfc5280-4-1-2-2-serial-number.ts';
import { issuerName } from './rules/rfc5280-4-1-2-4-issuer.ts';
import { validityEncoding } from './rules/rfc5280-4-1-2-5-validity-encoding.ts';
import { validityPeriod } from './rules/rfc5280-4-1-2-5-validity-period.ts';
import { subjectName } from './rules/rfc5280-4-1-2-6-subject.ts';
import { publicKey } from './rules/rfc5280-4-1-2-7-public-key.ts';
import { authorityKeyIdentifier } from './rules/rfc5280-4-2-1-1-authority-key-identifier.ts';
import { subjectKeyIdentifier } from './rules/rfc5280-4-2-1-2-subject-key-identifier.ts';
import { keyUsage } from './rules/rfc5280-4-2-1-3-key-usage.ts';
import { certificatePolicies } from './rules/rfc5280-4-2-1-4-certificate-policies.ts';
import { cpsPointer } from './rules/rfc5280-4-2-1-4-cps-pointer.ts';
import { userNotice } from './rules/rfc5280-4-2-1-4-user-notice.ts';
import { subjectAlternativeName } from './rules/rfc5280-4-2-1-6-subject-alternative-name.ts';
import { basicConstraints } from './rules/rfc5280-4-2-1-9-basic-constraints.ts';
import { extendedKeyUsage } from './rules/rfc5280-4-2-1-12-extended-key-usage.ts';
import { crlDistributionPoints } from './rules/rfc5280-4-2-1-13-crl-distribution-points.ts';
import { authorityInformationAccess } from './rules/rfc5280-4-2-2-1-authority-information-access.ts';
import { extensionSet } from './rules/rfc5280-4-2-extension-set.ts';
import { furtherExtensions } from './rules/rfc5280-4-2-further-extensions.ts';
import { issuerMaySign } from './rules/rfc5280-6-1-4-issuer-may-sign.ts';
import { responderLife } from './rules/rfc6960-4-2-2-2-1-responder-life.ts';
import { mailAddress } from './rules/rfc8550-3-mail-address.ts';
import { mailSignerLife } from './rules/rfc8550-mail-signer-life.ts';

/** Every rule, in the order of RFC 5280, then of RFC 6960 and RFC 8550. */
export const lintRules: readonly LintRule[] = [
  signatureAlgorithm,
  serialNumber,
  issuerName,
  validityEncoding,
  validityPeriod,
  subjectName,
  publicKey,
  extensionSet,
  furtherExtensions,
  authorityKeyIdentifier,
  subjectKeyIdentifier,
  keyUsage,
  certificatePolicies,
  cpsPointer,
  userNotice,
  subjectAlternativeName,
  basicConstraints,
  extendedKeyUsage,
  crlDistributionPoints,
  authorityInformationAccess,
  issuerMaySign,
  responderLife,
  mailAddress,
  mailSignerLife,
];
