import type { Problem } from '@koshin/wire/problems/problem.ts';

/** The service refused a call; nothing was changed. `problem.code` names the page, `problem.facts` its placeholders. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code} (${problem.refNo})`);
    this.problem = problem;
  }

  /** A fact as text, or null when the service did not state it. */
  fact(name: string): string | null {
    const fact = this.problem.facts[name];
    return fact === undefined || fact === null ? null : String(fact);
  }
}

/** A call that must not be repeated by itself did not come through; whether it arrived is not known. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** The service answered something that the message's schema does not allow. */
export class Misunderstood extends Error {
  override readonly name = 'Misunderstood';
}
