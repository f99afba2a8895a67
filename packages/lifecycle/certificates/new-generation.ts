import { addYears, type CalendarDay, dayOf, startOfDay, type TimeZone } from '../calendar/calendar-day.ts';
import { hours, type Instant, instant, plusSeconds } from '../calendar/instant.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';
import type { Refused } from '../refusals/refusal.ts';
import { type Generation, isNotRevoked, latestExpiryIssuedOn } from './issuing-generation.ts';
import { notAfterOf } from './term.ts';

/** From when to when a CA is valid, and from when on it signs. */
export interface AuthorityTerm {
  readonly notBefore: Instant;
  readonly notAfter: Instant;
}

/**
 * From an hour before now, for clocks that run behind, never before the issuer's own, to the end of the same day in so
 * many years. In whole seconds.
 */
export function authorityTerm({
  now,
  years,
  zone,
  issuer,
}: {
  readonly now: Instant;
  readonly years: number;
  readonly zone: TimeZone;
  readonly issuer: AuthorityTerm | null;
}): AuthorityTerm {
  const anHourAgo = instant(Math.floor(plusSeconds(now, -hours(1)) / 1000) * 1000);
  const notBefore = issuer && issuer.notBefore > anHourAgo ? issuer.notBefore : anHourAgo;
  return { notBefore, notAfter: notAfterOf(addYears(dayOf(now, zone), years), zone) };
}

interface NewGeneration {
  readonly generations: readonly Generation[];
  /** Null: it is the bank's first and signs at once. */
  readonly takesOverOn: CalendarDay | null;
  readonly term: AuthorityTerm;
  /** What the root (or whoever signs the CA) lives by. */
  readonly issuer: AuthorityTerm;
  readonly policy: Pick<BankPolicy, 'zone' | 'validity' | 'newTermFrom' | 'renewalWindowDays'>;
  readonly now: Instant;
}

/** Why a bank's issuing CA may not come to be like this; null: it may. */
export function judgeNewGeneration(asked: NewGeneration): Refused | null {
  return judgeOrder(asked) ?? judgeTerm(asked);
}

/**
 * The first is made by itself; each further one takes over today or later. Two on one day would be a command given twice.
 * A later generation may take over before an earlier one was to: that is how a wrong day is put right. A revoked one may be
 * followed on its own day.
 */
function judgeOrder({ generations, takesOverOn, policy, now }: NewGeneration): Refused | null {
  const [known] = generations;
  if (takesOverOn === null) {
    return known ? { code: 'issuer-exists', detail: { generation: known.generation } } : null;
  }
  if (!known) return { code: 'not-found', detail: {}, expected: 'an issuing CA to take over from', got: 'none' };
  const today = dayOf(now, policy.zone);
  if (takesOverOn < today)
    return refusal('takes-over-in-the-past', { expected: `${today} or later`, got: takesOverOn });
  const living = generations.filter(isNotRevoked);
  const sameDay = living.find(({ takesOverAt }) => takesOverAt === startOfDay(takesOverOn, policy.zone));
  return sameDay ? { code: 'issuer-exists', detail: { generation: sameDay.generation, takesOverOn } } : null;
}

/** It outlives every certificate that the bank's policy lets it sign on its first day, and does not outlive its issuer. */
function judgeTerm({ takesOverOn, term, issuer, policy, now }: NewGeneration): Refused | null {
  const { zone } = policy;
  const lastDay = latestExpiryIssuedOn(takesOverOn ?? dayOf(now, zone), policy);
  if (term.notAfter < notAfterOf(lastDay, zone)) {
    const expected = `an end on ${lastDay} or later, as its first certificates may`;
    return refusal('too-short-for-its-certificates', { expected, got: dayOf(term.notAfter, zone) });
  }
  if (term.notAfter <= issuer.notAfter) return null;
  const expected = `an end on ${dayOf(issuer.notAfter, zone)} at the latest, as its own issuer's`;
  return refusal('outlives-its-issuer', { expected, got: dayOf(term.notAfter, zone) });
}

function refusal(rule: string, difference: { readonly expected: string; readonly got: string }): Refused {
  return { code: 'issuer-term-refused', detail: { rule }, ...difference };
}
