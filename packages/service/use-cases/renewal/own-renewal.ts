import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, RenewalId, RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { type Actor, actorOf, noteActivity } from '../actor.ts';
import type { Means } from '../means.ts';
import { holdsRenewal } from './describe-renewal.ts';

/** Who says so, of which renewal, and from which window. */
export interface RenewalKey {
  readonly bankId: BankId;
  readonly sessionSecret: string | null;
  readonly renewalId: RenewalId;
  readonly windowId: string;
}

/**
 * The actor's own renewal, held by the window that asks.
 * Another's renewal is `not-found`; one that a living other window holds is `renewal-moved`.
 */
export async function ownRenewal(
  means: Means,
  tx: RegisterTransaction,
  key: RenewalKey,
): Promise<{ readonly actor: Actor; readonly renewal: RenewalRecord }> {
  const actor = await actorOf(means, tx, key);
  const renewal = await tx.renewals.get(key.renewalId);
  if (renewal?.userId !== actor.user.id) throw refused('not-found');
  if (!holdsRenewal(renewal, key.windowId, means.clock.now())) throw refused('renewal-moved');
  const session = await noteActivity(means, tx, actor.session);
  return { actor: { ...actor, session }, renewal };
}

/** The window that acts holds the renewal from now on, and was seen now. */
export function heldBy(renewal: RenewalRecord, key: Pick<RenewalKey, 'windowId'>, means: Means): RenewalRecord {
  return { ...renewal, windowId: key.windowId, windowSeenAt: means.clock.now() };
}
