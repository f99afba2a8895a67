import { DerError } from '../../der/error.ts';
import { type SignableBytes, signable } from '../../signing/signable.ts';
import type { LintFinding } from '../../x509/lint/rule.ts';
import { parseResponseData, type ResponseData } from '../response-data.ts';
import type { Responder, ResponseRule } from './rule.ts';
import { revocationTime } from './rules/rfc6960-2-2-revocation-time.ts';
import { times } from './rules/rfc6960-4-2-2-1-times.ts';
import { delegation } from './rules/rfc6960-4-2-2-2-delegation.ts';
import { ownIssuer } from './rules/rfc6960-4-2-2-2-issuer.ts';
import { responderId } from './rules/rfc6960-4-2-2-3-responder-id.ts';
import { signatureAlgorithm } from './rules/rfc6960-4-3-signature-algorithm.ts';

const rules: readonly ResponseRule[] = [responderId, delegation, ownIssuer, signatureAlgorithm, times, revocationTime];

interface ResponseRefusal {
  readonly accepted: false;
  /** At least one. */
  readonly findings: readonly LintFinding[];
}

/** The only way to bytes of an OCSP answer that a signer takes: read strictly again, and held against every rule. */
export function acceptOcspResponse(
  bytes: Uint8Array<ArrayBuffer>,
  responder: Responder,
): SignableBytes<'ocsp-response'> | ResponseRefusal {
  const data = parseOrFind(bytes);
  if ('findings' in data) return { accepted: false, findings: data.findings };
  const findings = rules.flatMap(({ name, source, check }) => {
    const difference = check({ data, responder });
    return difference ? [{ rule: name, source, ...difference }] : [];
  });
  if (findings.length > 0) return { accepted: false, findings };
  return signable('ocsp-response', { bytes: new Uint8Array(bytes), signatureAlgorithm: responder.signatureAlgorithm });
}

function parseOrFind(bytes: Uint8Array): ResponseData | { findings: LintFinding[] } {
  try {
    return parseResponseData(bytes);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got, offset } = error;
    return { findings: [{ rule: 'encoding', source: 'RFC 6960 4.2.1', expected, got: `${got} at octet ${offset}` }] };
  }
}
