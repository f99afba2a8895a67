import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, Contract, User } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { decideCertificate, type Intended } from './decide-certificate.ts';
import type { RequestedKey } from './read-request.ts';

/**
 * Records the intent of a certificate that has no predecessor, or finds the one this key has already. The caller has
 * established that the request is the user's. Refuses `key-already-used` for a key of anything else.
 */
export async function intendFirstCertificate(
  means: Means,
  tx: RegisterTransaction,
  {
    bank,
    contract,
    user,
    requested: { publicKey, keyDigest },
    expiryDate,
  }: {
    readonly bank: Bank;
    readonly contract: Contract;
    readonly user: User;
    readonly requested: RequestedKey;
    readonly expiryDate: CalendarDay;
  },
): Promise<Intended> {
  const known = await tx.intents.byKeyDigest(keyDigest);
  if (known?.userId === user.id && known.renewalId === null) {
    return { certificateId: known.certificateId, recorded: null };
  }
  if (known) throw refused('key-already-used');
  const key = { publicKey, keyDigest };
  const decided = await decideCertificate(means, tx, { bank, user, contract, ...key, expiryDate, renewalId: null });
  const { certificateId } = decided.intent;
  await Promise.all([
    tx.intents.insert(decided.intent),
    systemAuditOf(means, tx, bank.id)('certificate-intended', { certificateId, userId: user.id }),
  ]);
  return { certificateId, recorded: decided };
}
