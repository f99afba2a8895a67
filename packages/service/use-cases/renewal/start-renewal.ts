import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decideStart } from '@koshin/lifecycle/renewal/decide.ts';
import type { BankId, CertificateId, RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { type Actor, actorOf, noteActivity } from '../actor.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { beginRenewal, endWithWindow } from './begin-renewal.ts';
import { describeRenewal, holdsRenewal, type RenewalFacts } from './describe-renewal.ts';
import { heldBy } from './own-renewal.ts';

/**
 * Begins the renewal of a certificate, or returns the live one: at most one per certificate, in any window, on any node.
 * A renewal that ended by its proof is returned as it is, so that a window opened again shows that it is complete.
 */
export async function startRenewal(
  means: Means,
  input: {
    readonly bankId: BankId;
    readonly sessionSecret: string | null;
    readonly certificateId: CertificateId;
    readonly windowId: string;
    /** Take it from another window that is still open. */
    readonly takeOver: boolean;
  },
): Promise<RenewalFacts> {
  const answer = await means.register.change(async (tx) => {
    // 1. Only the owner renews a certificate.
    const actor = await actorOf(means, tx, input);
    const certificate = await tx.certificates.get(input.certificateId);
    if (certificate?.userId !== actor.user.id) throw refused('not-found');
    await noteActivity(means, tx, actor.session);
    // 2. A proven renewal has nothing left to do.
    const latest = await tx.renewals.latestOf(certificate.id);
    if (latest?.state === 'proven') {
      return describeRenewal(means, tx, { renewal: latest, actor, windowId: input.windowId, resumed: true });
    }
    // 3. Judge the window, and what is live.
    const live = await tx.renewals.liveOf(certificate.id);
    const { policy } = actor.bank;
    const decision = decideStart({ policy, certificate, now: means.clock.now(), live: live?.state ?? null });
    if (!decision.allowed) {
      if (live && decision.endLive) await endWithWindow(means, tx, { live, actor });
      return new Refusal(decision);
    }
    // 4. Begin, or go on where it stopped, in the window that may hold it.
    const renewal = live
      ? await resume(means, tx, { live, input, actor })
      : await beginRenewal(means, tx, { certificateId: certificate.id, windowId: input.windowId, actor });
    return describeRenewal(means, tx, { renewal, actor, windowId: input.windowId, resumed: live !== null });
  });
  // The end of the window is recorded also when the start is refused for it.
  if (answer instanceof Refusal) throw answer;
  return answer;
}

async function resume(
  means: Means,
  tx: RegisterTransaction,
  { live, input, actor }: { live: RenewalRecord; input: { windowId: string; takeOver: boolean }; actor: Actor },
): Promise<RenewalRecord> {
  const mayHold = input.takeOver || holdsRenewal(live, input.windowId, means.clock.now());
  if (!mayHold) return live;
  const held = heldBy(live, input, means);
  await tx.renewals.update(held);
  if (live.windowId !== null && live.windowId !== input.windowId) {
    await auditOf(means, tx, actor)('renewal-window-moved', { renewalId: live.id, takeOver: input.takeOver });
  }
  return { ...held, version: held.version + 1 };
}
