import { judgeAcquisition } from '@koshin/lifecycle/acquisition/judge-acquisition.ts';
import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { expiryDateOfNew } from '@koshin/lifecycle/certificates/term.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Acquisition, BankId, User } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Intended } from '../issuance/decide-certificate.ts';
import { intendFirstCertificate } from '../issuance/intend-first-certificate.ts';
import { type ReadRequest, readRequest } from '../issuance/read-request.ts';
import { type Signed, signedOrPending } from '../issuance/signed-or-pending.ts';
import type { Means } from '../means.ts';
import { hashOfCode } from './issue-acquisition-code.ts';

/**
 * A certificate for the code that the bank handed over: a user's first, or one in the place of another (R23 取得, R24
 * 再発行). One code, one key, one certificate: asked again with both, the answer is the same certificate, byte for byte.
 * Its term counts from today.
 *
 * Refuses `acquisition-mismatch` alike for an unknown user, a user without a code and a wrong code; `acquisition-locked`
 * after too many of these, `acquisition-used` by another key, `acquisition-expired`; and what `readRequest` refuses.
 */
export async function acquireCertificate(
  means: Means,
  input: {
    readonly bankId: BankId;
    readonly loginId: string;
    /** As it was given. */
    readonly code: string;
    /** PKCS#10, DER. */
    readonly csr: Uint8Array;
  },
): Promise<Signed> {
  // 1. Proof of possession, and the key's strength.
  const requested = await readRequest(means, input.csr);
  // 2. The code is used and the intent recorded, in one.
  const outcome = await means.register.change(async (tx) => {
    const user = await tx.users.byLoginId(input);
    const codes = user ? await tx.acquisitions.ofUser(user.id) : [];
    return useCode(means, tx, { user, codes, codeHash: hashOfCode(means, input.code), requested });
  });
  // A wrong code is counted also though it is refused.
  if (outcome instanceof Refusal) throw outcome;
  // 3. Sign, and record the certificate.
  return signedOrPending(means, outcome);
}

async function useCode(
  means: Means,
  tx: RegisterTransaction,
  {
    user,
    codes,
    codeHash,
    requested,
  }: {
    readonly user: User | null;
    readonly codes: readonly Acquisition[];
    readonly codeHash: string;
    readonly requested: ReadRequest;
  },
): Promise<Intended | Refusal> {
  const now = means.clock.now();
  const { keyDigest } = requested;
  // a. Judge.
  const newest = codes[0] ?? null;
  const given = codes.find((one) => one.codeHash === codeHash) ?? null;
  const judged = judgeAcquisition({ newest, given, keyDigest, now });
  if (!judged.allowed) {
    if (judged.counts && newest) await countMismatch(means, tx, { newest, locks: judged.locks });
    return refused(judged.code);
  }
  const bank = user && (await tx.banks.get(user.bankId));
  const contract = user && (await tx.contracts.get(user.contractId));
  if (!user || !bank || !contract || !given) return refused('acquisition-mismatch');
  if (contract.closedAt !== null) return refused('contract-closed');
  if (user.suspendedAt !== null) return refused('user-suspended');
  if (judged.certificate === 'new' && (await tx.intents.byKeyDigest(keyDigest))) return refused('key-already-used');
  // b. Act. The key that used the code finds the intent that it made.
  const expiryDate = expiryDateOfNew({ policy: bank.policy, issuedOn: dayOf(now, bank.policy.zone) });
  const intended = await intendFirstCertificate(means, tx, { bank, contract, user, requested, expiryDate });
  if (judged.certificate === 'same') return intended;
  const { certificateId } = intended;
  await tx.acquisitions.update({ ...given, used: { at: now, keyDigest } });
  await auditOf(means, tx, { bank, user })('acquisition-used', { acquisitionId: given.id, certificateId });
  return intended;
}

async function countMismatch(
  means: Means,
  tx: RegisterTransaction,
  { newest, locks }: { readonly newest: Acquisition; readonly locks: boolean },
): Promise<void> {
  await tx.acquisitions.update({ ...newest, failures: newest.failures + 1 });
  const subject = { acquisitionId: newest.id, userId: newest.userId };
  for (const act of locks
    ? (['acquisition-mismatch', 'acquisition-locked'] as const)
    : ['acquisition-mismatch' as const]) {
    await tx.audit.append({
      at: means.clock.now(),
      bankId: newest.bankId,
      act,
      actor: { kind: 'customer', id: null },
      subject,
      refNo: null,
    });
  }
}
