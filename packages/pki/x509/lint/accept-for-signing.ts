import { type SignableBytes, signable } from '../../signing/signable.ts';
import type { LintContext } from './lint-to-be-signed.ts';
import { lintParsed, parseOrFind } from './lint-to-be-signed.ts';
import type { LintFinding } from './rule.ts';

/** To-be-signed bytes of a certificate that may be signed; only {@link acceptForSigning} makes them. */
export type LintedToBeSigned = SignableBytes<'certificate'>;

export interface LintRefusal {
  readonly accepted: false;
  /** At least one. */
  readonly findings: readonly LintFinding[];
}

/**
 * The only way to bytes of a certificate that a signer takes: new ones, and stored ones read again after a crash. Ask
 * `accepted` which of the two came.
 */
export function acceptForSigning(tbs: Uint8Array, context: LintContext): LintedToBeSigned | LintRefusal {
  const parsed = parseOrFind(tbs);
  const findings = 'findings' in parsed ? parsed.findings : lintParsed(parsed, context);
  if ('findings' in parsed || findings.length > 0) return { accepted: false, findings };
  return signable('certificate', { bytes: parsed.der, signatureAlgorithm: parsed.signatureAlgorithm });
}
