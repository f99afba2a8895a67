import { formatInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { afterMatch, afterMismatch, judgeTry } from '@koshin/lifecycle/login/password-tries.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, User } from '../../ports/register/records.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/**
 * The login password of this user; refuses with `password-mismatch` {triesLeft, minutes} or `login-locked` {until, n}.
 *
 * The try is counted before the password is looked at and given back when it matches: so tries sent at the same time,
 * or a crash in between, win nobody a further guess.
 */
export async function checkPassword(
  means: Means,
  { user, bank, password }: { readonly user: User; readonly bank: Bank; readonly password: string },
): Promise<void> {
  const { policy } = bank;
  // 1. Take a try.
  const taken = await means.register.change(async (tx) => {
    const now = means.clock.now();
    const current = await tx.users.get(user.id);
    if (!current) throw refused('not-found');
    const tries = { failures: current.passwordFailures, lockedUntil: current.lockedUntil, now, policy };
    const judged = judgeTry(tries);
    if (!judged.allowed) throw refused(judged.code, { ...judged.detail, until: formatInstant(judged.until) });
    const after = afterMismatch(tries);
    await tx.users.update({ ...current, passwordFailures: after.failures, lockedUntil: after.lockedUntil });
    await auditOf(means, tx, { bank, user })('login-password-tried', {
      failures: after.failures,
      lockedUntil: after.lockedUntil,
    });
    return { hash: current.passwordHash, ...after };
  });
  // 2. Look at the password.
  const matches = await means.passwords.verify({ password, hash: taken.hash });
  const renewed = matches && taken.hash !== null && means.passwords.isOutdated(taken.hash);
  const passwordHash = renewed ? await means.passwords.hash(password) : taken.hash;
  // 3. Give the tries back, or say how many are left.
  await means.register.change(async (tx) => {
    const audit = auditOf(means, tx, { bank, user });
    if (!matches) {
      await audit('login-password-mismatch', { triesLeft: taken.triesLeft });
      if (taken.lockedUntil !== null) await audit('login-locked', { until: taken.lockedUntil });
      return;
    }
    const current = await tx.users.get(user.id);
    if (!current) throw refused('not-found');
    const cleared = afterMatch();
    await tx.users.update({
      ...current,
      passwordHash,
      passwordFailures: cleared.failures,
      lockedUntil: cleared.lockedUntil,
    });
    await audit('login-password-matched', {});
  });
  if (matches) return;
  if (taken.lockedUntil !== null) {
    throw refused('login-locked', { n: policy.passwordTries, until: formatInstant(taken.lockedUntil) });
  }
  throw refused('password-mismatch', { triesLeft: taken.triesLeft, minutes: policy.passwordPauseMinutes });
}
