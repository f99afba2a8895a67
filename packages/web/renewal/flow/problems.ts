import type { Problem } from '@koshin/wire/problems/problem.ts';
import { type Place, tokenTrouble } from './place.ts';

/** Refusals that only say that this window's knowledge is old: it asks again and goes where the renewal stands. */
const staleness: ReadonlySet<string> = new Set([
  'renewal-already-proven',
  'renewal-out-of-order',
  'acquisition-used',
  'changed-meanwhile',
]);

export function meansStale({ code }: Problem): boolean {
  return staleness.has(code);
}

export function endsSession({ status, code }: Problem): boolean {
  return status === 401 && code !== 'certificate-not-presented';
}

/** The page of a refusal (screens 2.3 and 2.4); what has none of its own is `refused`. */
export function placeOfProblem(problem: Problem): Place {
  switch (problem.code) {
    case 'renewal-too-early':
      return { at: 'too-early', windowStart: fact(problem, 'windowStart'), expiryDate: fact(problem, 'expiryDate') };
    case 'renewal-too-late':
      return { at: 'too-late', expiryDate: fact(problem, 'expiryDate') };
    case 'renewal-moved':
      return { at: 'moved' };
    case 'renewal-not-live':
    case 'certificate-revoked':
    case 'user-suspended':
    case 'contract-closed':
      return { at: 'no-live', reason: problem.code, endedAt: fact(problem, 'at') || null };
    case 'renewal-needs-current-certificate':
      return { at: 'login-again', refusal: null };
    case 'renewal-remake-limit':
      return { at: 'resume-limit', problem };
    case 'key-already-used':
      return { at: 'resume-remake', lost: null };
    default: {
      const trouble = tokenTrouble(problem);
      return trouble === null ? { at: 'refused', problem } : { at: 'token-error', trouble, asked: null };
    }
  }
}

/** Empty when the service did not state it: the page then leaves the sentence out. */
function fact({ facts }: Problem, name: string): string {
  const value = facts[name];
  return typeof value === 'string' ? value : '';
}
