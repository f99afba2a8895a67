import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { actorOf } from '../actor.ts';
import type { Means } from '../means.ts';
import { describeRenewal, holdsRenewal, type RenewalFacts } from './describe-renewal.ts';
import type { RenewalKey } from './own-renewal.ts';

/** The window is still open. It is no activity of the customer's, and takes the renewal from nobody. */
export async function seeRenewalWindow(means: Means, key: RenewalKey): Promise<RenewalFacts> {
  return means.register.change(async (tx) => {
    const actor = await actorOf(means, tx, key);
    const renewal = await tx.renewals.get(key.renewalId);
    if (renewal?.userId !== actor.user.id) throw refused('not-found');
    const seen = { ...renewal, windowSeenAt: means.clock.now() };
    const holds = renewal.windowId === key.windowId;
    if (holds) await tx.renewals.update(seen);
    return describeRenewal(means, tx, {
      renewal: holds ? { ...seen, version: seen.version + 1 } : renewal,
      actor,
      windowId: key.windowId,
      resumed: true,
    });
  });
}

/** The window was closed: the next one goes on without asking. */
export async function releaseRenewalWindow(means: Means, key: RenewalKey): Promise<void> {
  await means.register.change(async (tx) => {
    const actor = await actorOf(means, tx, key);
    const renewal = await tx.renewals.get(key.renewalId);
    if (renewal?.userId !== actor.user.id) throw refused('not-found');
    if (renewal.windowId !== key.windowId || !holdsRenewal(renewal, key.windowId, means.clock.now())) return;
    await tx.renewals.update({ ...renewal, windowId: null, windowSeenAt: null });
  });
}
