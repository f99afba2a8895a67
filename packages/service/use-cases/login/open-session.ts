import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { type SessionKey, standingOf } from '../actor.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { proveCertificate } from '../prove-certificate.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { checkPassword } from './check-password.ts';

/**
 * The second factor: after the certificate, the login password opens the session, under a new session id.
 * A certificate used here for the first time is thereby proven, in whatever state its renewal was left (R20).
 *
 * @returns the new session cookie
 */
export async function openSession(
  means: Means,
  input: SessionKey & { readonly password: string },
): Promise<{ readonly sessionSecret: string }> {
  // 1. Somebody must have presented a certificate in this session.
  const before = await means.register.read((tx) => standingOf(means, tx, input));
  if (before.kind === 'ended') throw refused(before.reason === 'logged-out' ? 'session-expired' : before.reason);
  if (before.kind !== 'presented') throw refused('session-expired');
  // 2. The password.
  const { user, bank } = before.actor;
  await checkPassword(means, { user, bank, password: input.password });
  // 3. The session opens, and the certificate is proven by it.
  const sessionSecret = newSecret(means);
  await means.register.change(async (tx) => {
    const standing = await standingOf(means, tx, input);
    if (standing.kind !== 'presented') throw refused('session-expired');
    const { actor } = standing;
    const now = means.clock.now();
    const proven = await proveCertificate(means, tx, actor);
    const current = await tx.users.get(user.id);
    if (!current) throw refused('session-expired');
    await tx.users.update({ ...current, lastLoginAt: now });
    const hash = hashOf(means, sessionSecret);
    await tx.sessions.rename({ from: actor.session.hash, to: hash });
    await tx.sessions.update({
      ...actor.session,
      hash,
      stage: 'open',
      lastSeenAt: now,
      passwordAt: now,
      previousLoginAt: current.lastLoginAt,
      banner: proven ? { kind: 'login-proved', newExpiryDate: actor.certificate.expiryDate } : null,
    });
    await auditOf(means, tx, actor)('login-opened', { certificateId: actor.certificate.id });
  });
  return { sessionSecret };
}
