import type { Revocation, RevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide } from '@koshin/lifecycle/renewal/decide.ts';
import type { CertificateId, CertificateRecord, UserId } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { type BankActor, bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { confirmByMail } from '../notices/confirm-by-mail.ts';
import { publishCrlOf, unlistedOf } from './publish-crl-of.ts';

export interface Revoked {
  readonly certificate: CertificateRecord;
  /** It had been revoked before: nothing was changed, and the first reason stays. */
  readonly before: boolean;
  /** Whether its CRL says so already; if not, the next run of the timer sees to it. */
  readonly listed: boolean;
}

export interface RevocationAsked {
  readonly certificateId: CertificateId;
  readonly reason: RevocationReason;
  readonly by: BankActor;
}

/**
 * The bank revokes a certificate, also a customer's last (R24): from the commit on it is accepted nowhere here, its
 * sessions have ended, and its CRL is made anew at once, one for all that are revoked meanwhile. Doing it again changes
 * nothing.
 * Refuses `not-found` for what is not this bank's.
 */
export async function revokeCertificate(means: Means, asked: RevocationAsked): Promise<Revoked> {
  // 1. Revoke, with all that follows from it, in one.
  const revoked = await means.register.change((tx) => revokeInRegister(means, tx, asked));
  // 2. Its CRL; what was acknowledged stays, whether or not that can be made now.
  if (!revoked.before) await publishCrlOf(means, revoked.certificate);
  return { ...revoked, listed: (await unlistedOf(means, [revoked.certificate])).size === 0 };
}

/** All of {@link revokeCertificate} but its CRL, which becomes due. */
export async function revokeInRegister(
  means: Means,
  tx: RegisterTransaction,
  asked: RevocationAsked,
): Promise<Omit<Revoked, 'listed'>> {
  const { certificate, before } = await revokeWithRenewal(means, tx, asked);
  if (before) return { certificate, before };
  await confirmByMail(means, tx, { act: 'revoked', certificate, alsoTo: await administratorsOf(tx, certificate) });
  return { certificate, before };
}

/** The same without the mail: the caller confirms what it is part of. */
export async function revokeWithRenewal(
  means: Means,
  tx: RegisterTransaction,
  { certificateId, reason, by }: RevocationAsked,
): Promise<Omit<Revoked, 'listed'>> {
  const certificate = await tx.certificates.get(certificateId);
  if (certificate?.bankId !== by.bankId) throw refused('not-found');
  if (certificate.state === 'revoked') return { certificate, before: true };
  const revocation: Revocation = { at: means.clock.now(), reason, by: 'bank' };
  await revoke(means, tx, { certificate, revocation, by });
  await cancelRenewal(means, tx, { certificate, revocation, by });
  const stored = await tx.certificates.get(certificateId);
  return { certificate: stored ?? certificate, before: false };
}

interface Revoking {
  readonly certificate: CertificateRecord;
  readonly revocation: Revocation;
  readonly by: BankActor;
}

async function revoke(means: Means, tx: RegisterTransaction, { certificate, revocation, by }: Revoking): Promise<void> {
  const audit = bankAuditOf(means, tx, by);
  const { id: certificateId, userId } = certificate;
  await tx.certificates.update({ ...certificate, state: 'revoked', revocation });
  await audit('certificate-revoked', { certificateId, userId, reason: revocation.reason });
  for (const session of await tx.sessions.openOf(certificateId)) {
    const endReason = 'session-ended-by-certificate';
    await tx.sessions.update({ ...session, endedAt: revocation.at, endReason });
    await audit('session-ended', { certificateId, userId: session.userId, reason: endReason });
  }
}

/** Of the contract of a certificate's user. */
export async function administratorsOf(
  tx: RegisterTransaction,
  { userId }: CertificateRecord,
): Promise<readonly UserId[]> {
  const user = await tx.users.get(userId);
  const administrators = user ? await tx.users.administratorsOf([user.contractId]) : [];
  return administrators.map(({ id }) => id);
}

/** A renewal that was begun with it may have been begun by whoever stole it: what it has brought forth goes with it. */
async function cancelRenewal(
  means: Means,
  tx: RegisterTransaction,
  { certificate, revocation, by }: Revoking,
): Promise<void> {
  const live = await tx.renewals.liveOf(certificate.id);
  if (!live) return;
  const decision = decide(live.state, 'cancel');
  if (!decision.allowed) throw new Refusal(decision);
  const ended = { reason: 'certificate-revoked', at: revocation.at };
  await tx.renewals.update({ ...live, state: decision.next, ended });
  await bankAuditOf(means, tx, by)('renewal-ended', { renewalId: live.id, reason: ended.reason });
  if (!decision.effects.includes('revoke-unproven-successors')) return;
  for (const successor of await tx.certificates.ofRenewal(live.id)) {
    if (successor.state === 'issued') await revoke(means, tx, { certificate: successor, revocation, by });
  }
}
