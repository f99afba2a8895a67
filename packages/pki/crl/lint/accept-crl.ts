import { DerError } from '../../der/error.ts';
import { type SignableBytes, signable } from '../../signing/signable.ts';
import type { LintRefusal } from '../../x509/lint/accept-for-signing.ts';
import type { LintFinding } from '../../x509/lint/rule.ts';
import { parseToBeSignedList, type ToBeSignedList } from '../to-be-signed-list.ts';
import type { ListContext } from './rule.ts';
import { listRules } from './rules.ts';

/**
 * The only way to bytes of a CRL that a signer takes. Ask `accepted` which of the two came; a refusal has one finding
 * for each broken rule, and for bytes that the strict parser refuses the single finding `encoding`. Never throws for
 * bad bytes.
 */
export function acceptCrl(tbs: Uint8Array, context: ListContext): SignableBytes<'crl'> | LintRefusal {
  const list = parseOrFind(tbs);
  if ('rule' in list) return { accepted: false, findings: [list] };
  const findings = listRules.flatMap(({ name, source, check }) => {
    const difference = check({ list, ...context });
    return difference ? [{ rule: name, source, ...difference }] : [];
  });
  if (findings.length > 0) return { accepted: false, findings };
  return signable('crl', { bytes: list.der, signatureAlgorithm: list.signatureAlgorithm });
}

function parseOrFind(tbs: Uint8Array): ToBeSignedList | LintFinding {
  try {
    return parseToBeSignedList(tbs);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const { expected, got, offset } = error;
    return { rule: 'encoding', source: 'RFC 5280 5.1', expected, got: `${got} at octet ${offset}` };
  }
}
