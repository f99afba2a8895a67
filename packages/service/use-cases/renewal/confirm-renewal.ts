import { passwordFresh } from '@koshin/lifecycle/login/session-rules.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide } from '@koshin/lifecycle/renewal/decide.ts';
import { auditOf } from '../audit.ts';
import { checkPassword } from '../login/check-password.ts';
import type { Means } from '../means.ts';
import { describeRenewal, type RenewalFacts } from './describe-renewal.ts';
import { heldBy, ownRenewal, type RenewalKey } from './own-renewal.ts';

/**
 * 「更新」 was pressed: the checks have passed and the login password is fresh, given now when it was not.
 * The certificate to be renewed must have been presented in this session: a stolen cookie alone renews nothing.
 */
export async function confirmRenewal(
  means: Means,
  input: RenewalKey & { readonly password: string | null; readonly usedOnOtherPcs: boolean | null },
): Promise<RenewalFacts> {
  // 1. The password, when it was last given too long ago. Its tries count whatever becomes of the renewal.
  const before = await means.register.change((tx) => ownRenewal(means, tx, input));
  const now = means.clock.now();
  const fresh = passwordFresh(before.actor.session.passwordAt, now, before.actor.bank.policy);
  if (!fresh) {
    if (input.password === null) throw refused('password-mismatch', { passwordNeeded: true });
    await checkPassword(means, { user: before.actor.user, bank: before.actor.bank, password: input.password });
  }
  // 2. The renewal is ready, confirmed in this session.
  return means.register.change(async (tx) => {
    const { actor, renewal } = await ownRenewal(means, tx, input);
    const { session } = actor;
    const presented = [session.certificateId, ...session.alsoPresented];
    if (!presented.includes(renewal.certificateId)) throw refused('renewal-needs-current-certificate');
    const decision = decide(renewal.state, 'confirm');
    if (!decision.allowed) throw new Refusal(decision);
    const confirmed = {
      ...heldBy(renewal, input, means),
      state: decision.next,
      confirmedIn: session.hash,
      usedOnOtherPcs: input.usedOnOtherPcs ?? renewal.usedOnOtherPcs,
    };
    await tx.renewals.update(confirmed);
    const refreshed = fresh ? session : { ...session, passwordAt: now, lastSeenAt: now };
    if (!fresh) await tx.sessions.update(refreshed);
    await auditOf(means, tx, actor)('renewal-confirmed', { renewalId: renewal.id });
    return describeRenewal(means, tx, {
      renewal: { ...confirmed, version: confirmed.version + 1 },
      actor: { ...actor, session: refreshed },
      windowId: input.windowId,
      resumed: true,
    });
  });
}
