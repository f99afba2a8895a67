import { sameOctets } from '../der/octets.ts';
import type { Certificate } from './certificate.ts';
import type { VerifySignature } from './signature-algorithms.ts';
import { keyKindOf } from './signature-algorithms.ts';

/** Why a certificate is not one of the issuer's, in the order in which it is looked for. */
export type NotIssuedReason =
  | 'issuer-name-differs'
  | 'key-identifier-differs'
  | 'issuer-not-ca'
  | 'issuer-key-usage'
  | 'issuer-path-length'
  | 'unknown-critical-extension'
  | 'signature-algorithm'
  | 'signature';

export type IssuedBy = { readonly issued: true } | { readonly issued: false; readonly reason: NotIssuedReason };

type Check = readonly [NotIssuedReason, (certificate: Certificate, issuer: Certificate) => boolean];

const checks: readonly Check[] = [
  ['issuer-name-differs', (certificate, issuer) => sameOctets(certificate.issuer.der, issuer.subject.der)],
  ['key-identifier-differs', keyIdentifiersMatch],
  ['issuer-not-ca', (_, issuer) => issuer.extensions.basicConstraints?.ca === true],
  ['issuer-key-usage', (_, issuer) => issuer.extensions.keyUsage?.includes('keyCertSign') === true],
  ['issuer-path-length', pathHasRoom],
  ['unknown-critical-extension', (...both) => both.every((one) => one.extensions.unknownCritical.length === 0)],
  ['signature-algorithm', algorithmSuitsKey],
];

/**
 * Whether `issuer` issued `certificate` (RFC 5280 6.1.3 a, 6.1.4 k to n): names, key identifiers, the issuer's right to
 * issue, no critical extension we do not know, and the signature. Validity and revocation are the caller's to judge.
 */
export async function verifyIssuedBy(
  certificate: Certificate,
  issuer: Certificate,
  verify: VerifySignature,
): Promise<IssuedBy> {
  const failed = checks.find(([, holds]) => !holds(certificate, issuer));
  if (failed) return { issued: false, reason: failed[0] };
  const verified = await verify({
    algorithm: certificate.signatureAlgorithm,
    publicKey: issuer.publicKey.der,
    data: certificate.tbs,
    signature: certificate.signature,
  });
  return verified ? { issued: true } : { issued: false, reason: 'signature' };
}

function keyIdentifiersMatch(certificate: Certificate, issuer: Certificate): boolean {
  const wanted = certificate.extensions.authorityKeyIdentifier;
  const has = issuer.extensions.subjectKeyIdentifier;
  return wanted === undefined || has === undefined || sameOctets(wanted, has);
}

/** A path length of 0 leaves no room for a further issuer, except for one with the same name (RFC 5280 4.2.1.9). */
function pathHasRoom(certificate: Certificate, issuer: Certificate): boolean {
  const below = certificate.extensions.basicConstraints;
  const own = issuer.extensions.basicConstraints;
  const selfIssued = sameOctets(certificate.subject.der, certificate.issuer.der);
  return !below?.ca || !own?.ca || own.pathLength === undefined || selfIssued || own.pathLength > 0;
}

function algorithmSuitsKey(certificate: Certificate, issuer: Certificate): boolean {
  return keyKindOf(certificate.signatureAlgorithm) === (issuer.publicKey.kind === 'RSA' ? 'RSA' : 'EC');
}
