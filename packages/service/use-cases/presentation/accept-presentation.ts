import { plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { type Aim, judgePresentation } from '@koshin/lifecycle/presentation/judge.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, PresentationAttempt } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { hashOf, newRefNo, newSecret } from '../secrets.ts';
import { gatherPresented } from './gather-presented.ts';
import { presentedChain } from './known-issuers.ts';
import { refusalFacts } from './refusal-facts.ts';

/**
 * What a handshake brought is judged and kept under a one-time ticket; the attempt stays open until a ticket is
 * redeemed. Shared by everything that asks for a certificate. Nothing of the outcome leaves by this way: only the
 * browser that made the attempt can redeem the ticket.
 */
export async function acceptPresentation(
  means: Means,
  input: {
    readonly nonce: string;
    readonly pathSecret: string;
    /** As it came in the handshake; null when none was sent. */
    readonly certificateDer: Uint8Array | null;
    /** Of the handshake, e.g. `TLSv1.3`. */
    readonly protocol: string;
  },
): Promise<{ readonly bankId: BankId; readonly ticket: string }> {
  const ticket = newSecret(means);
  const refNo = newRefNo(means);
  const now = means.clock.now();
  // 1. The chain is a matter of bytes: verified before the transaction.
  const chain = input.certificateDer && (await presentedChain(means, input.certificateDer));
  return means.register.change(async (tx) => {
    // 2. Gather: the attempt, and what the register knows of the certificate.
    const attempt = await openAttempt(means, tx, input);
    const bank = await tx.banks.get(attempt.bankId);
    if (!bank) throw refused('not-found');
    const gathered = chain && (await gatherPresented(means, tx, chain));
    const record = gathered?.record ?? null;
    // 3. Judge.
    const facts = {
      now,
      zone: bank.policy.zone,
      bankId: bank.id,
      aim: aimOf(attempt),
      presented: gathered?.presented ?? null,
    };
    const judgement = judgePresentation(facts);
    // 4. Act: keep the outcome under its ticket.
    await tx.presentations.insert({
      ticketHash: hashOf(means, ticket),
      nonce: attempt.nonce,
      at: now,
      expiresAt: plusSeconds(now, seconds(bank.policy.ticketSeconds)),
      certificateId: record?.id ?? null,
      refusal: judgement.accepted ? null : judgement.code,
      facts: judgement.accepted ? {} : await refusalFacts(tx, { judgement, record, attempt, zone: bank.policy.zone }),
      protocol: input.protocol,
      refNo,
      redeemedAt: null,
    });
    await tx.audit.append({
      at: now,
      bankId: bank.id,
      act: judgement.accepted ? 'presentation-accepted' : 'presentation-refused',
      actor: { kind: 'customer', id: record?.userId ?? null },
      subject: {
        purpose: attempt.purpose,
        certificateId: record?.id ?? null,
        code: judgement.accepted ? null : judgement.code,
      },
      refNo,
    });
    return { bankId: bank.id, ticket };
  });
}

/** The attempt of this host name; refused alike when unknown, foreign, closed or too old, as the caller may be a stranger. */
async function openAttempt(
  means: Means,
  tx: RegisterView,
  { nonce, pathSecret }: { nonce: string; pathSecret: string },
): Promise<PresentationAttempt> {
  const attempt = await tx.attempts.get(nonce);
  if (attempt?.secretHash !== hashOf(means, pathSecret)) throw refused('not-found');
  if (attempt.closedAt !== null) throw refused('attempt-already-used');
  if (means.clock.now() >= attempt.expiresAt) throw refused('attempt-expired');
  return attempt;
}

function aimOf(attempt: PresentationAttempt): Aim {
  const { purpose, userId, certificateId, renewalId } = attempt;
  if (purpose === 'login' || userId === null || certificateId === null || renewalId === null)
    return { purpose: 'login' };
  if (purpose === 'renewal') return { purpose, userId, certificateId };
  return { purpose, userId, renewalId, predecessorId: certificateId };
}
