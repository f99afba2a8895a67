import type { Facts } from './facts.ts';

/**
 * What 「作り直す」 has to do first: nothing more today, present the certificate to be renewed, ask the login password,
 * or only note it with the service (another key is taken only from a confirmed session).
 */
export function wayToRemake({ renewal }: Facts): 'limit' | 'present' | 'password' | 'confirm' {
  if (renewal.keysLeftToday <= 0) return 'limit';
  if (!renewal.presentedHere) return 'present';
  return renewal.passwordNeeded ? 'password' : 'confirm';
}
