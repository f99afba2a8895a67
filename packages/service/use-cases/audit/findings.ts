import type { BrokenLink } from '@koshin/lifecycle/audit/judge-link.ts';

/**
 * What is wrong with the audit log:
 * - a broken link of a chain;
 * - `not-as-witnessed`, `gone`: at this position of the chain a checkpoint saw another event, or one, and there is
 *   none. `since` is the last position that an earlier checkpoint and the chain agree on: the fault lies behind it;
 * - `unchained`: events that stand in no chain;
 * - `checkpoint`: a checkpoint breaks a rule; `signature` and `key` are rules, too.
 */
export type AuditFinding =
  | (BrokenLink & { readonly chain: number })
  | {
      readonly kind: 'not-as-witnessed' | 'gone';
      readonly chain: number;
      readonly position: number;
      readonly since: number;
      readonly checkpoint: number;
    }
  | { readonly kind: 'unchained'; readonly count: number }
  | {
      readonly kind: 'checkpoint';
      readonly checkpoint: number;
      readonly rule: string;
      readonly expected: string;
      readonly got: string;
    };

/** A log that was written anew from end to end would fill the memory with findings. */
const mostKept = 100;

/** Counts what was found and keeps the first of it. */
export class Findings {
  readonly #first: AuditFinding[] = [];
  #count = 0;

  readonly add = (finding: AuditFinding): void => {
    this.#count += 1;
    if (this.#first.length < mostKept) this.#first.push(finding);
  };

  get first(): readonly AuditFinding[] {
    return this.#first;
  }

  get count(): number {
    return this.#count;
  }
}
