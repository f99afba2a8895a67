import { DerError } from '../../der/error.ts';
import type { Certificate } from '../certificate.ts';
import type { ToBeSigned } from '../to-be-signed.ts';
import { parseToBeSigned } from '../to-be-signed.ts';
import type { LintFinding, ProfileName } from './rule.ts';
import { lintRules } from './rules.ts';

export interface LintContext {
  readonly profile: ProfileName;
  /** The certificate whose key will sign; `self` for a root. */
  readonly issuer: Certificate | 'self';
}

/**
 * What is wrong with to-be-signed bytes, one finding for each broken rule; none when they may be signed. Bytes the
 * strict parser refuses get the single finding `encoding`. Never throws for bad bytes.
 */
export function lintToBeSigned(tbs: Uint8Array, context: LintContext): LintFinding[] {
  const parsed = parseOrFind(tbs);
  return 'findings' in parsed ? parsed.findings : lintParsed(parsed, context);
}

/** The parsed bytes, or the finding for what the parser refuses. */
export function parseOrFind(tbs: Uint8Array): ToBeSigned | { findings: LintFinding[] } {
  try {
    return parseToBeSigned(tbs);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got, offset } = error;
    return { findings: [{ rule: 'encoding', source: 'RFC 5280 4.1', expected, got: `${got} at octet ${offset}` }] };
  }
}

export function lintParsed(tbs: ToBeSigned, { profile, issuer }: LintContext): LintFinding[] {
  const selfSigned = issuer === 'self';
  const subject = { tbs, profile, issuer: selfSigned ? tbs : issuer, selfSigned };
  return lintRules.flatMap(({ name, source, check }) => {
    const difference = check(subject);
    return difference ? [{ rule: name, source, ...difference }] : [];
  });
}
