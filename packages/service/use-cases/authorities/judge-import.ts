import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { judgeKey } from '@koshin/pki/x509/key-strength.ts';
import { type LintContext, lintToBeSigned } from '@koshin/pki/x509/lint/lint-to-be-signed.ts';
import { formatName } from '@koshin/pki/x509/name.ts';
import { verifyIssuedBy } from '@koshin/pki/x509/path.ts';
import type { Means } from '../means.ts';

/** A CA from elsewhere that may be taken over, with what is unlike our own about it. */
export interface ImportableAuthority {
  /** Its own certificate first, each signed by the next, a root last. */
  readonly path: readonly [Certificate, ...Certificate[]];
  /** Rules of ours that its certificate does not keep, in words; they do not keep it from being used. */
  readonly warnings: readonly string[];
}

/**
 * Reads a CA's certificate and its path to a root. Refuses `issuer-import-refused` {rule} for what could not work here:
 * a certificate that the strict reader refuses, one that may not sign certificates and CRLs, one without a key
 * identifier, a weak key, a path that does not lead to a root by right signatures (RFC 5280 6.1.3, 6.1.4).
 * @param given certificates in DER, its own first, the others in any order
 * @param known certificates that may complete the path
 */
export async function judgeImport(
  means: Pick<Means, 'mathematics'>,
  { given, known }: { readonly given: readonly Uint8Array[]; readonly known: readonly Certificate[] },
): Promise<ImportableAuthority> {
  const [own, ...others] = given.map(read);
  if (!own) throw refusal('no-certificate', { expected: 'its certificate', got: 'none' });
  mustBeAbleToIssue(own);
  const path = await pathFrom(means, own, [...others, ...known]);
  return { path, warnings: warningsOf(path) };
}

function read(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw refusal('certificate-malformed', { expected: error.expected, got: `${error.got} at octet ${error.offset}` });
  }
}

function mustBeAbleToIssue({ extensions, publicKey }: Certificate): void {
  const { basicConstraints, keyUsage = [], subjectKeyIdentifier, unknownCritical } = extensions;
  if (!basicConstraints?.ca) throw refusal('not-a-ca', { expected: 'basicConstraints with cA', got: 'none' });
  // Also one without key usage: the rules before every signature, and every verification here, ask for it (4.2.1.3).
  for (const use of ['keyCertSign', 'cRLSign'] as const) {
    if (!keyUsage.includes(use)) throw refusal('key-usage', { expected: use, got: keyUsage.join(', ') || 'none' });
  }
  if (!subjectKeyIdentifier) throw refusal('no-key-identifier', { expected: 'subjectKeyIdentifier', got: 'none' });
  const [critical] = unknownCritical;
  if (critical !== undefined) throw refusal('unknown-critical-extension', { expected: 'none', got: critical });
  const judged = judgeKey(publicKey, { purpose: 'ca' });
  if (!judged.strong) throw refusal('weak-key', { expected: 'a key that a CA may have', got: judged.rule });
}

/** No path is longer; it also ends one that goes round in a circle. */
const longestPath = 8;

async function pathFrom(
  means: Pick<Means, 'mathematics'>,
  own: Certificate,
  candidates: readonly Certificate[],
): Promise<readonly [Certificate, ...Certificate[]]> {
  const path: [Certificate, ...Certificate[]] = [own];
  for (let last = own; path.length <= longestPath; ) {
    if ((await issued(means, last, last)).issued) return path;
    let next: Certificate | null = null;
    let reason = 'no certificate of its issuer';
    for (const candidate of candidates) {
      if (!sameOctets(candidate.subject.der, last.issuer.der) || path.includes(candidate)) continue;
      const judged = await issued(means, last, candidate);
      if (judged.issued) next = candidate;
      else reason = judged.reason;
    }
    if (next === null)
      throw refusal('no-path', { expected: `a path to a root from ${formatName(last.issuer)}`, got: reason });
    path.push(next);
    last = next;
  }
  throw refusal('no-path', { expected: `a path of at most ${longestPath} certificates`, got: 'a longer one' });
}

function issued({ mathematics }: Pick<Means, 'mathematics'>, certificate: Certificate, issuer: Certificate) {
  return verifyIssuedBy(certificate, issuer, mathematics.verify);
}

/** What our own rules would have found, had it been made here. */
function warningsOf([own, issuer]: readonly [Certificate, ...Certificate[]]): string[] {
  const context: LintContext = issuer ? { profile: 'issuing-ca', issuer } : { profile: 'root', issuer: 'self' };
  return lintToBeSigned(own.tbs, context).map(
    ({ rule, source, expected, got }) => `${rule} (${source}): expected ${expected}, got ${got}`,
  );
}

function refusal(rule: string, difference: { readonly expected: string; readonly got: string }) {
  return refused('issuer-import-refused', { rule }, difference);
}
