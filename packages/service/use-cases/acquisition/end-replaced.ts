import { endedByFirstUse } from '@koshin/lifecycle/acquisition/judge-reissue.ts';
import { instant } from '@koshin/lifecycle/calendar/instant.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide } from '@koshin/lifecycle/renewal/decide.ts';
import type { Bank, CertificateId, CertificateRecord, User } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { codeThatGave, holdingOf } from './held-certificates.ts';

/**
 * Ends what a reissued certificate was issued in place of, in the transaction of its first use (R20, R24): without
 * overlap, as the bank and its mail said. What is in use retires, what was never used is revoked, and a renewal under way
 * ends. A certificate that was given in place of none ends nothing.
 */
export async function endReplaced(
  means: Means,
  tx: RegisterTransaction,
  { certificate, bank, user }: { readonly certificate: CertificateRecord; readonly bank: Bank; readonly user: User },
): Promise<void> {
  // 1. Gather and judge.
  const code = codeThatGave(certificate, await tx.acquisitions.ofUser(user.id));
  if (!code?.reissue) return;
  const { records, held } = await holdingOf(means, tx, { user, bank });
  const { retire, revoke } = endedByFirstUse(held, certificate.id);
  const [now, record, acquisitionId] = [means.clock.now(), auditOf(means, tx, { bank, user }), code.id];
  const each = (ids: readonly string[]) => ids.flatMap((id) => records.get(id) ?? []);

  // 2. What was in use is retired from now on, or from when it would have been, if that is sooner.
  for (const one of each(retire)) {
    await endRenewal(means, tx, { certificateId: one.id, bank, user });
    const retiresAt = instant(Math.min(now, one.retiresAt ?? now));
    await tx.certificates.update({ ...one, retiresAt, successorId: one.successorId ?? certificate.id });
    await record('certificate-retiring', { certificateId: one.id, acquisitionId });
  }
  // 3. What nobody used is of no more use to anybody.
  for (const one of each(revoke)) {
    const revocation = { at: now, reason: 'superseded', by: 'lifecycle' } as const;
    await tx.certificates.update({ ...one, state: 'revoked', revocation, successorId: certificate.id });
    await record('certificate-revoked', { certificateId: one.id, acquisitionId, reason: revocation.reason });
  }
}

/** Nothing is left to be renewed; what it has brought forth stands in the line. */
async function endRenewal(
  means: Means,
  tx: RegisterTransaction,
  { certificateId, ...actor }: { readonly certificateId: CertificateId; readonly bank: Bank; readonly user: User },
): Promise<void> {
  const live = await tx.renewals.liveOf(certificateId);
  if (!live) return;
  const decision = decide(live.state, 'cancel');
  if (!decision.allowed) throw new Refusal(decision);
  const ended = { reason: 'certificate-reissued', at: means.clock.now() };
  await tx.renewals.update({ ...live, state: decision.next, ended });
  await auditOf(means, tx, actor)('renewal-ended', { renewalId: live.id, reason: ended.reason });
}
