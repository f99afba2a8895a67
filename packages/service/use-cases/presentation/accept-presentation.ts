import { plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { type Aim, judgePresentation, type Presented } from '@koshin/lifecycle/presentation/judge.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { AttemptView, BankId, PresentationAttempt } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { digestOf, hashOf, newRefNo, newSecret } from '../secrets.ts';
import { gatherPresented } from './gather-presented.ts';
import { presentedChain } from './known-issuers.ts';
import { refusalFacts } from './refusal-facts.ts';

/** What a handshake brought. */
export interface Brought {
  readonly nonce: string;
  readonly pathSecret: string;
  /** As it came; null when none was sent. */
  readonly certificateDer: Uint8Array | null;
  /**
   * Its serial number (lower-case hex) where the handshake itself has found that a CA of the host's bank signed the
   * certificate; null where it has not, or has found fault with it: we then look ourselves who signed it.
   */
  readonly verifiedSerial: string | null;
  /** Of the handshake, e.g. `TLSv1.3`. */
  readonly protocol: string;
}

/**
 * What a handshake brought is judged and kept under a one-time ticket; the attempt stays open until a ticket is
 * redeemed. Shared by everything that asks for a certificate. Nothing of the outcome leaves by this way: only the
 * browser that made the attempt can redeem the ticket.
 */
export async function acceptPresentation(
  means: Means,
  input: Brought,
): Promise<{ readonly bankId: BankId; readonly ticket: string }> {
  const { certificateDer: der, verifiedSerial: serial } = input;
  const ticket = newSecret(means);
  const refNo = newRefNo(means);
  const now = means.clock.now();
  // 1. The chain is a matter of bytes: verified before the transaction, by the handshake or here.
  const verified = der !== null && serial !== null ? { serial, fingerprint: digestOf(means, der) } : null;
  const chain = der !== null && verified === null ? await presentedChain(means, der) : null;
  return means.register.change(async (tx) => {
    // 2. Gather: the attempt, and what the register knows of the certificate.
    const seen = await tx.attempts.withPresented({ nonce: input.nonce, ...(verified ?? nothing) });
    const { attempt, policy, certificate } = expectOpen(means, seen, input);
    const { presented, record } = verified
      ? { presented: ofTheBank({ attempt, certificate }, verified), record: certificate }
      : chain
        ? await gatherPresented(means, tx, chain)
        : { presented: null, record: null };
    // 3. Judge.
    const facts = { now, zone: policy.zone, bankId: attempt.bankId, aim: aimOf(attempt), presented };
    const judgement = judgePresentation(facts);
    const about = { judgement, record, attempt, zone: policy.zone };
    const refusal = judgement.accepted
      ? { code: null, facts: {} }
      : { code: judgement.code, facts: await refusalFacts(tx, { ...about, judgement }) };
    // 4. Act: keep the outcome under its ticket.
    await Promise.all([
      tx.presentations.insert({
        ticketHash: hashOf(means, ticket),
        nonce: attempt.nonce,
        at: now,
        expiresAt: plusSeconds(now, seconds(policy.ticketSeconds)),
        certificateId: record?.id ?? null,
        refusal: refusal.code,
        facts: refusal.facts,
        protocol: input.protocol,
        refNo,
        redeemedAt: null,
      }),
      tx.audit.append({
        at: now,
        bankId: attempt.bankId,
        act: judgement.accepted ? 'presentation-accepted' : 'presentation-refused',
        actor: { kind: 'customer', id: record?.userId ?? null },
        subject: { purpose: attempt.purpose, certificateId: record?.id ?? null, code: refusal.code },
        refNo,
      }),
    ]);
    return { bankId: attempt.bankId, ticket };
  });
}

/** No certificate has an empty serial number. */
const nothing = { serial: '', fingerprint: '' };

/** The attempt of this host name; refused alike when unknown, foreign, closed or too old, as the caller may be a stranger. */
function expectOpen(
  means: Means,
  seen: AttemptView | null,
  { pathSecret }: { readonly pathSecret: string },
): AttemptView {
  if (seen?.attempt.secretHash !== hashOf(means, pathSecret)) throw refused('not-found');
  if (seen.attempt.closedAt !== null) throw refused('attempt-already-used');
  if (means.clock.now() >= seen.attempt.expiresAt) throw refused('attempt-expired');
  return seen;
}

/** A CA of the attempt's bank signed it: what remains is whether the register holds the very bytes. */
function ofTheBank(
  { attempt, certificate }: Pick<AttemptView, 'attempt' | 'certificate'>,
  { fingerprint }: { readonly fingerprint: string },
): Presented {
  return {
    issuer: 'ours',
    issuerBankId: attempt.bankId,
    issuerRevokedAt: certificate?.issuerRevokedAt ?? null,
    registered: certificate,
    sameBytes: certificate?.fingerprint === fingerprint,
    userSuspendedAt: certificate?.userSuspendedAt ?? null,
    contractClosedAt: certificate?.contractClosedAt ?? null,
  };
}

function aimOf(attempt: PresentationAttempt): Aim {
  const { purpose, userId, certificateId, renewalId } = attempt;
  if (purpose === 'login' || userId === null || certificateId === null) return { purpose: 'login' };
  if (purpose === 'renewal' || purpose === 'first-use') return { purpose, userId, certificateId };
  if (renewalId === null) throw new Error(`attempt ${attempt.nonce} is to prove no renewal`);
  return { purpose, userId, renewalId, predecessorId: certificateId };
}
