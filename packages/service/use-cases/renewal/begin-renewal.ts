import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide } from '@koshin/lifecycle/renewal/decide.ts';
import type { CertificateId, RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Actor } from '../actor.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { newId } from '../secrets.ts';

type Owner = Pick<Actor, 'bank' | 'user'>;

/** A renewal begins. The caller has judged that it may, and that there is no live one. */
export async function beginRenewal(
  means: Means,
  tx: RegisterTransaction,
  { certificateId, windowId, actor }: { certificateId: CertificateId; windowId: string | null; actor: Owner },
): Promise<RenewalRecord> {
  const now = means.clock.now();
  const renewal = {
    id: newId<'renewal'>(means),
    bankId: actor.bank.id,
    userId: actor.user.id,
    certificateId,
    state: 'preparing',
    startedAt: now,
    windowId,
    windowSeenAt: windowId === null ? null : now,
    confirmedIn: null,
    usedOnOtherPcs: null,
    provenAt: null,
    provenCertificateId: null,
    ended: null,
  } as const;
  await tx.renewals.insert(renewal);
  await auditOf(means, tx, actor)('renewal-started', { renewalId: renewal.id, certificateId });
  return { ...renewal, version: 1 };
}

/** The window of the calendar has ended before anything was requested. */
export async function endWithWindow(
  means: Means,
  tx: RegisterTransaction,
  { live, actor }: { live: RenewalRecord; actor: Owner },
): Promise<void> {
  const decision = decide(live.state, 'window-closed');
  if (!decision.allowed) throw new Refusal(decision);
  const ended = { reason: 'renewal-too-late', at: means.clock.now() };
  await tx.renewals.update({ ...live, state: decision.next, ended });
  await auditOf(means, tx, actor)('renewal-ended', { renewalId: live.id, reason: ended.reason });
}
