import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type {
  BankId,
  CertificateId,
  CertificateRecord,
  Presentation,
  PresentationAttempt,
} from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { type Acquirer, acquirerOf, type BrowserKey } from '../acquisition/acquirer.ts';
import { actorOf, type SessionKey, standingOf } from '../actor.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { proveCertificate } from '../prove-certificate.ts';
import { hashOf, newSecret } from '../secrets.ts';

export interface Redeemed {
  readonly nonce: string;
  readonly purpose: PresentationAttempt['purpose'];
  readonly accepted: boolean;
  /** The new session cookie, when redemption opened a session or moved it to another certificate. */
  readonly sessionSecret: string | null;
  /** The certificate under renewal, for the purposes of a renewal; of a first use its own. */
  readonly certificateId: CertificateId | null;
}

/**
 * The browser that made the attempt comes back with its ticket: this, not the presentation, closes the attempt and
 * has the effect. Whoever lures a customer to his own attempt's host gets nothing, as the customer's browser does not
 * hold the attempt's cookie, and the lurer does not get the ticket.
 */
export async function redeemTicket(
  means: Means,
  input: {
    readonly bankId: BankId;
    readonly ticket: string;
    readonly browserSecret: string | null;
    readonly sessionSecret: string | null;
  },
): Promise<Redeemed> {
  const now = means.clock.now();
  const sessionSecret = newSecret(means);
  return means.register.change(async (tx) => {
    // 1. The ticket is good once, for a minute, in this browser, at this bank.
    const { attempt, presentation } = await redeem(means, tx, { ...input, now });
    const outcome = { nonce: attempt.nonce, purpose: attempt.purpose, certificateId: attempt.certificateId };
    await noteRedemption(means, tx, { attempt, presentation });
    if (presentation.refusal !== null || presentation.certificateId === null) {
      return { ...outcome, accepted: false, sessionSecret: null };
    }
    const certificate = await tx.certificates.get(presentation.certificateId);
    if (!certificate || certificate.state === 'revoked') throw refused('certificate-revoked');
    // Its CA may have been revoked since the handshake, as it may have been itself.
    if ((await tx.issuers.get(certificate.issuerId))?.revocation) throw refused('certificate-issuer-revoked');
    // 2. Its effect.
    if (attempt.purpose === 'login') {
      await endPrevious(means, tx, input);
      await openPresented(means, tx, { certificate, sessionSecret, browserHash: attempt.browserHash });
      return { ...outcome, accepted: true, sessionSecret };
    }
    if (attempt.purpose === 'first-use') {
      // With the code and the login password given in this very browser.
      const { bank, user } = await acquirerExpected(means, tx, { ...input, certificate });
      await proveCertificate(means, tx, { certificate, bank, user });
      return { ...outcome, accepted: true, sessionSecret: null };
    }
    const actor = await actorOf(means, tx, input);
    if (actor.session.hash !== attempt.sessionHash) throw refused('attempt-other-session');
    if (attempt.purpose === 'renewal') {
      const alsoPresented = [...new Set([...actor.session.alsoPresented, certificate.id])];
      await tx.sessions.update({ ...actor.session, alsoPresented, lastSeenAt: now });
      return { ...outcome, accepted: true, sessionSecret: null };
    }
    // 3. A proof: the session goes over to the new certificate, under a new id.
    const proven = await proveCertificate(means, tx, { certificate, bank: actor.bank, user: actor.user });
    const hash = hashOf(means, sessionSecret);
    await tx.sessions.rename({ from: actor.session.hash, to: hash });
    await tx.sessions.update({
      ...actor.session,
      hash,
      certificateId: certificate.id,
      lastSeenAt: now,
      banner: proven ? { kind: 'renewed', newExpiryDate: certificate.expiryDate } : actor.session.banner,
    });
    return { ...outcome, accepted: true, sessionSecret };
  });
}

async function redeem(
  means: Means,
  tx: RegisterTransaction,
  input: { bankId: BankId; ticket: string; browserSecret: string | null; now: Instant },
): Promise<{ attempt: PresentationAttempt; presentation: Presentation }> {
  const ticketHash = hashOf(means, input.ticket);
  const presentation = await tx.presentations.byTicket(ticketHash);
  const attempt = presentation && (await tx.attempts.get(presentation.nonce));
  if (!presentation || attempt?.bankId !== input.bankId) throw refused('attempt-expired');
  if (input.browserSecret === null || attempt.browserHash !== hashOf(means, input.browserSecret)) {
    throw refused('attempt-other-session');
  }
  if (presentation.redeemedAt !== null || attempt.closedAt !== null) throw refused('attempt-already-used');
  if (input.now >= presentation.expiresAt || input.now >= attempt.expiresAt) throw refused('attempt-expired');
  await tx.presentations.redeem({ ticketHash, at: input.now });
  await tx.attempts.close({ nonce: attempt.nonce, at: input.now });
  return { attempt, presentation };
}

async function acquirerExpected(
  means: Means,
  tx: RegisterTransaction,
  { certificate, ...key }: BrowserKey & { readonly certificate: CertificateRecord },
): Promise<Acquirer> {
  const acquirer = await acquirerOf(means, tx, key);
  const given = acquirer?.acquisition.opening.passwordAt != null && acquirer.user.id === certificate.userId;
  if (!given) throw refused('attempt-other-session');
  return acquirer;
}

/** Who it was is known from the certificate; where that was refused, from the session that asked for it, if any. */
async function noteRedemption(
  means: Means,
  tx: RegisterTransaction,
  { attempt, presentation }: { attempt: PresentationAttempt; presentation: Presentation },
): Promise<void> {
  const { certificateId, refusal, refNo } = presentation;
  const certificate = certificateId === null ? null : await tx.certificates.get(certificateId);
  await tx.audit.append({
    at: means.clock.now(),
    bankId: attempt.bankId,
    act: 'presentation-redeemed',
    actor: { kind: 'customer', id: attempt.userId ?? certificate?.userId ?? null },
    subject: { purpose: attempt.purpose, certificateId, code: refusal },
    refNo,
  });
}

/** A browser has one session: a new login ends the one before. */
async function endPrevious(means: Means, tx: RegisterTransaction, key: SessionKey): Promise<void> {
  const standing = await standingOf(means, tx, key);
  if (standing.kind !== 'presented' && standing.kind !== 'open') return;
  const { actor } = standing;
  await tx.sessions.update({ ...actor.session, endedAt: means.clock.now(), endReason: 'logged-out' });
  await auditOf(means, tx, actor)('session-ended', { reason: 'logged-out' });
}

async function openPresented(
  means: Means,
  tx: RegisterTransaction,
  {
    certificate,
    sessionSecret,
    browserHash,
  }: { certificate: CertificateRecord; sessionSecret: string; browserHash: string },
): Promise<void> {
  const now = means.clock.now();
  await tx.sessions.insert({
    hash: hashOf(means, sessionSecret),
    bankId: certificate.bankId,
    userId: certificate.userId,
    certificateId: certificate.id,
    browserHash,
    stage: 'presented',
    startedAt: now,
    lastSeenAt: now,
    passwordAt: null,
    alsoPresented: [],
    previousLoginAt: null,
    banner: null,
    endedAt: null,
    endReason: null,
  });
}
