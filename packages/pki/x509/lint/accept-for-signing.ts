import type { SignatureAlgorithm } from '../signature-algorithms.ts';
import type { LintContext } from './lint-to-be-signed.ts';
import { lintParsed, parseOrFind } from './lint-to-be-signed.ts';
import type { LintFinding } from './rule.ts';

/** Only `acceptForSigning` makes one: whoever holds it holds bytes that passed every rule and have not changed since. */
class Linted {
  readonly accepted = true;
  /** What the bytes say they will be signed with. */
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>, signatureAlgorithm: SignatureAlgorithm) {
    this.#bytes = bytes;
    this.signatureAlgorithm = signatureAlgorithm;
  }

  /** The to-be-signed bytes: a copy each time, so that nobody can alter what was linted. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes);
  }
}

/** To-be-signed bytes that may be signed. The class itself is not exported: no one else can make one. */
export type LintedToBeSigned = Linted;

export interface LintRefusal {
  readonly accepted: false;
  /** At least one. */
  readonly findings: readonly LintFinding[];
}

/**
 * The only way to bytes a signer takes: new ones, and stored ones read again after a crash. Ask `accepted` which of the
 * two came.
 */
export function acceptForSigning(tbs: Uint8Array, context: LintContext): LintedToBeSigned | LintRefusal {
  const parsed = parseOrFind(tbs);
  const findings = 'findings' in parsed ? parsed.findings : lintParsed(parsed, context);
  if ('findings' in parsed || findings.length > 0) return { accepted: false, findings };
  return new Linted(parsed.der, parsed.signatureAlgorithm);
}
