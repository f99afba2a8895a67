import { passwordIs } from '@koshin/lifecycle/acquisition/judge-opening.ts';
import { newPasswordFault } from '@koshin/lifecycle/login/new-password.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { auditOf } from '../audit.ts';
import { checkPassword } from '../login/check-password.ts';
import type { Means } from '../means.ts';
import { type Acquirer, acquirerOf, type BrowserKey, mustBeServed } from './acquirer.ts';
import { hashOfCode } from './issue-acquisition-code.ts';

/**
 * The second factor beside the code, before anything is made: the user's login password, or where he has none the one with
 * which he will log in. With it the first use is the certificate's proof (R20). Given again it changes nothing.
 *
 * Refuses `session-expired`, `password-mismatch` and `login-locked` as at login, and `login-password-unfit` {rule} for one
 * that cannot be set.
 */
export async function givePassword(means: Means, input: BrowserKey & { readonly password: string }): Promise<void> {
  // 1. Whose password, and is it to be given or set?
  const { user, bank, acquisition } = await means.register.read((tx) => opened(means, tx, input));
  const sets = passwordOf({ user, acquisition }) === 'to-be-set';
  // 2. It is right, or fit to be set.
  if (!sets) await checkPassword(means, { user, bank, password: input.password });
  const passwordHash = sets ? await newHash(means, input.password, acquisition.codeHash) : null;
  // 3. Recorded for this browser, judged anew.
  await means.register.change(async (tx) => {
    const acquirer = await opened(means, tx, input);
    const now = means.clock.now();
    const { acquisition: current, user: owner } = acquirer;
    if (current.id !== acquisition.id || (passwordOf(acquirer) === 'to-be-set') !== sets)
      throw refused('changed-meanwhile');
    if (passwordHash !== null) {
      await tx.users.update({ ...owner, passwordHash, passwordFailures: 0, lockedUntil: null });
      await auditOf(means, tx, acquirer)('login-password-set', { acquisitionId: current.id });
    }
    await tx.acquisitions.update({
      ...current,
      opening: { ...current.opening, passwordAt: now },
      passwordSetAt: sets ? now : current.passwordSetAt,
    });
    await auditOf(means, tx, acquirer)('acquisition-password-given', { acquisitionId: current.id });
  });
}

export function passwordOf({ user, acquisition }: Pick<Acquirer, 'user' | 'acquisition'>) {
  const { passwordHash, lastLoginAt } = user;
  return passwordIs({ hasPassword: passwordHash !== null, setWithCodeAt: acquisition.passwordSetAt, lastLoginAt });
}

async function opened(means: Means, tx: Parameters<typeof acquirerOf>[1], key: BrowserKey): Promise<Acquirer> {
  const acquirer = await acquirerOf(means, tx, key);
  if (acquirer === null) throw refused('session-expired');
  mustBeServed(acquirer);
  return acquirer;
}

async function newHash(means: Means, password: string, codeHash: string): Promise<string> {
  const rule = newPasswordFault(password, { sameAsCode: hashOfCode(means, password) === codeHash });
  if (rule !== null) throw refused('login-password-unfit', { rule });
  return means.passwords.hash(password);
}
