import { type Instant, minutes, plusSeconds } from '../calendar/instant.ts';
import type { BankPolicy } from '../policies/bank-policy.ts';
import type { Refused } from '../refusals/refusal.ts';

/** What the register keeps of a user's mismatches in a row. */
export interface PasswordTries {
  readonly failures: number;
  readonly lockedUntil: Instant | null;
}

type TriesPolicy = Pick<BankPolicy, 'passwordTries' | 'passwordPauseMinutes'>;
type TryFacts = PasswordTries & { readonly now: Instant; readonly policy: TriesPolicy };

export type TryDecision =
  | { readonly allowed: true; readonly triesLeft: number }
  | (Refused & { readonly allowed: false; readonly code: 'login-locked'; readonly until: Instant });

/** To be asked before a password is looked at: while paused, not even the right one is checked. */
export function judgeTry({ failures, lockedUntil, now, policy }: TryFacts): TryDecision {
  if (lockedUntil !== null && isPaused(lockedUntil, now, policy)) {
    return { allowed: false, code: 'login-locked', detail: { n: policy.passwordTries }, until: lockedUntil };
  }
  return { allowed: true, triesLeft: Math.max(1, policy.passwordTries - (lockedUntil === null ? failures : 0)) };
}

/**
 * No pause lasts longer than the policy's: an end further away was written under a clock that has been set back, and
 * must not lock the customer out.
 */
function isPaused(lockedUntil: Instant, now: Instant, policy: TriesPolicy): boolean {
  return now < lockedUntil && lockedUntil <= plusSeconds(now, minutes(policy.passwordPauseMinutes));
}

/** The counts to be kept after a mismatch. With no try left, login pauses; after a pause the count begins anew. */
export function afterMismatch({ failures, lockedUntil, now, policy }: TryFacts): PasswordTries & {
  readonly triesLeft: number;
} {
  const counted = (lockedUntil === null ? failures : 0) + 1;
  const triesLeft = Math.max(0, policy.passwordTries - counted);
  const pause = triesLeft === 0 ? plusSeconds(now, minutes(policy.passwordPauseMinutes)) : null;
  return { failures: counted, lockedUntil: pause, triesLeft };
}

/** The counts to be kept after the right password. */
export function afterMatch(): PasswordTries {
  return { failures: 0, lockedUntil: null };
}
