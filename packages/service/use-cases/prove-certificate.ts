import { retiresAt } from '@koshin/lifecycle/certificates/status.ts';
import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import { decideProof } from '@koshin/lifecycle/renewal/decide.ts';
import type { Bank, CertificateRecord, RenewalRecord, User } from '../ports/register/records.ts';
import type { RegisterTransaction } from '../ports/register/register.ts';
import { endReplaced } from './acquisition/end-replaced.ts';
import { auditOf } from './audit.ts';
import type { Means } from './means.ts';
import { confirmByMail } from './notices/confirm-by-mail.ts';

/**
 * The certificate was presented by its user, in a session that gave the login password: that is its proof (R20).
 * Makes it active; when a renewal brought it forth, completes that renewal in whatever state it was left: the
 * predecessor is retired after the overlap, unproven siblings are revoked. Proving again changes nothing.
 *
 * @returns the renewal that this very call proved, or null
 */
export async function proveCertificate(
  means: Means,
  tx: RegisterTransaction,
  { certificate, bank, user }: { readonly certificate: CertificateRecord; readonly bank: Bank; readonly user: User },
): Promise<RenewalRecord | null> {
  const now = means.clock.now();
  const record = auditOf(means, tx, { bank, user });
  // 1. The first use makes the certificate active.
  if (certificate.state === 'issued') {
    await tx.certificates.update({ ...certificate, state: 'active', activatedAt: now });
    await record('certificate-activated', { certificateId: certificate.id, renewalId: certificate.renewalId });
  }
  // 2. A first issue has nothing to retire, unless it was one in place of another.
  const renewal = certificate.renewalId && (await tx.renewals.get(certificate.renewalId));
  if (!renewal) {
    if (certificate.state !== 'issued') return null;
    await confirmByMail(means, tx, { act: 'first-use', certificate });
    await endReplaced(means, tx, { certificate, bank, user });
    return null;
  }
  const { provenCertificateId } = renewal;
  const decision = decideProof({ state: renewal.state, provenCertificateId, certificateId: certificate.id });
  if (!decision.allowed) throw new Refusal(decision);
  if (!decision.effects.includes('retire-predecessor')) return null;
  // 3. The renewal is proven.
  const proven = { ...renewal, state: decision.next, provenAt: now, provenCertificateId: certificate.id };
  await tx.renewals.update(proven);
  await record('renewal-proven', { certificateId: certificate.id, renewalId: certificate.renewalId });
  await confirmByMail(means, tx, { act: 'renewed', certificate });
  // 4. The predecessor is retired, from an instant that is fixed now and needs no job to be kept.
  const predecessor = await tx.certificates.get(renewal.certificateId);
  if (predecessor && predecessor.state !== 'revoked') {
    const end = retiresAt({ policy: bank.policy, provenAt: now, oldExpiryDate: predecessor.expiryDate });
    await tx.certificates.update({ ...predecessor, retiresAt: end, successorId: certificate.id });
    await record('certificate-retiring', { certificateId: predecessor.id, renewalId: certificate.renewalId });
  }
  // 5. Unproven siblings are of no more use to anybody.
  for (const sibling of await tx.certificates.ofRenewal(renewal.id)) {
    if (sibling.id === certificate.id || sibling.state !== 'issued') continue;
    const revocation = { at: now, reason: 'superseded', by: 'lifecycle' } as const;
    await tx.certificates.update({ ...sibling, state: 'revoked', revocation, successorId: certificate.id });
    await record('certificate-revoked', { certificateId: sibling.id, renewalId: certificate.renewalId });
  }
  return proven;
}
