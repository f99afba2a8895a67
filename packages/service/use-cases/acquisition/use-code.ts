import { judgeAcquisition } from '@koshin/lifecycle/acquisition/judge-acquisition.ts';
import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { expiryDateOfNew } from '@koshin/lifecycle/certificates/term.ts';
import { type Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Acquisition, User } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Intended } from '../issuance/decide-certificate.ts';
import { intendFirstCertificate } from '../issuance/intend-first-certificate.ts';
import type { RequestedKey } from '../issuance/read-request.ts';
import type { Means } from '../means.ts';
import { countMismatch } from './count-mismatch.ts';

/**
 * A code becomes a certificate's intent, once, by the first key that asks; the same for a machine and in a browser. A
 * refusal is returned, not thrown: that a wrong code was given is counted in the same change.
 *
 * @param given of these codes the one that was given; null: none of them
 */
export async function useCode(
  means: Means,
  tx: RegisterTransaction,
  {
    user,
    codes,
    given,
    requested,
  }: {
    readonly user: User | null;
    readonly codes: readonly Acquisition[];
    readonly given: Acquisition | null;
    readonly requested: RequestedKey;
  },
): Promise<Intended | Refusal> {
  const now = means.clock.now();
  const { keyDigest } = requested;
  // a. Judge.
  const newest = codes[0] ?? null;
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
