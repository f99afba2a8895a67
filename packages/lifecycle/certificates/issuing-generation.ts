import { addDays, type CalendarDay } from '../calendar/calendar-day.ts';
import type { Instant } from '../calendar/instant.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';
import type { AuthorityRevocation } from './authority-revocation.ts';
import { expiryDateOfSuccessor } from './term.ts';

/** What the rules ask of one generation of a bank's issuing CA. */
export interface Generation {
  readonly generation: number;
  /** From when on it signs in place of the one before it; null: since it was made. */
  readonly takesOverAt: Instant | null;
  readonly notAfter: Instant;
  readonly revocation: AuthorityRevocation | null;
}

/**
 * `coming`: takes over later. `ending`: its certificates live on, new ones come from a later generation. `revoked`: its
 * certificates have ended with it.
 */
export type GenerationState = 'coming' | 'issuing' | 'ending' | 'expired' | 'revoked';

/**
 * Which generation signs a certificate that ends at `notAfter`: the newest of those that have taken over, if it
 * outlives the certificate, else the next to come that does, as an end is never clipped (lifecycle, calendar). Never an
 * older one than has taken over. A revoked one is as if it had never been: then the one before it signs again, or the
 * next before its day. Null: none outlives it.
 */
export function generationThatSigns<G extends Generation>(
  generations: readonly G[],
  { now, notAfter }: { readonly now: Instant; readonly notAfter: Instant },
): G | null {
  const byAge = generations.filter(isNotRevoked).sort((a, b) => a.generation - b.generation);
  const current = byAge.findLastIndex((one) => hasTakenOver(one, now));
  return byAge.slice(Math.max(current, 0)).find((one) => one.notAfter >= notAfter) ?? null;
}

export function generationState(one: Generation, all: readonly Generation[], now: Instant): GenerationState {
  if (!isNotRevoked(one)) return 'revoked';
  if (one.notAfter < now) return 'expired';
  if (!hasTakenOver(one, now)) return 'coming';
  const newer = all.filter(isNotRevoked).some((other) => other.generation > one.generation && hasTakenOver(other, now));
  return newer ? 'ending' : 'issuing';
}

export function isNotRevoked({ revocation }: Pick<Generation, 'revocation'>): boolean {
  return revocation === null;
}

function hasTakenOver({ takesOverAt }: Generation, now: Instant): boolean {
  return takesOverAt === null || takesOverAt <= now;
}

/**
 * The latest expiry date that a certificate issued on this day can have: one renewed on the first day of its window,
 * when the new term counts from the old expiry date (R26). A generation that takes over on this day must outlive it.
 */
export function latestExpiryIssuedOn(
  day: CalendarDay,
  policy: Pick<BankPolicy, 'validity' | 'newTermFrom' | 'renewalWindowDays'>,
): CalendarDay {
  return expiryDateOfSuccessor({ policy, oldExpiryDate: addDays(day, policy.renewalWindowDays), issuedOn: day });
}
