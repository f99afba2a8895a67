import type { ListRule } from './rule.ts';
import { signatureAlgorithm } from './rules/rfc5280-5-1-2-2-signature-algorithm.ts';
import { issuerName } from './rules/rfc5280-5-1-2-3-issuer.ts';
import { updates } from './rules/rfc5280-5-1-2-4-updates.ts';
import { revokedCertificates } from './rules/rfc5280-5-1-2-6-revoked-certificates.ts';
import { authorityKeyIdentifier } from './rules/rfc5280-5-2-1-authority-key-identifier.ts';
import { crlNumber } from './rules/rfc5280-5-2-3-crl-number.ts';
import { issuingDistributionPoint } from './rules/rfc5280-5-2-5-issuing-distribution-point.ts';
import { extensionSet } from './rules/rfc5280-5-2-extension-set.ts';
import { entryExtensions } from './rules/rfc5280-5-3-entry-extensions.ts';
import { issuerMaySign } from './rules/rfc5280-6-3-3-issuer-may-sign.ts';

/** Every rule for CRLs, in the order of RFC 5280. */
export const listRules: readonly ListRule[] = [
  signatureAlgorithm,
  issuerName,
  updates,
  revokedCertificates,
  extensionSet,
  authorityKeyIdentifier,
  crlNumber,
  issuingDistributionPoint,
  entryExtensions,
  issuerMaySign,
];
