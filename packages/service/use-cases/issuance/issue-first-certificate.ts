import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, CertificateRecord, UserId } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { completeIntent } from './complete-intent.ts';
import { intendFirstCertificate } from './intend-first-certificate.ts';
import { readRequest } from './read-request.ts';

/**
 * A certificate that has no predecessor. The caller has established that the request is the user's. The same key is
 * answered with the same certificate.
 */
export async function issueFirstCertificate(
  means: Means,
  input: {
    readonly bankId: BankId;
    readonly userId: UserId;
    /** PKCS#10, DER. */
    readonly csr: Uint8Array;
    readonly expiryDate: CalendarDay;
  },
): Promise<CertificateRecord> {
  // 1. Proof of possession, and the key's strength.
  const requested = await readRequest(means, input.csr);
  // 2. Record the intent.
  const intended = await means.register.change(async (tx) => {
    const bank = await tx.banks.get(input.bankId);
    const user = await tx.users.get(input.userId);
    const contract = user && (await tx.contracts.get(user.contractId));
    if (!bank || !contract || user.bankId !== bank.id) throw refused('not-found');
    const { expiryDate } = input;
    return intendFirstCertificate(means, tx, { bank, contract, user, requested, expiryDate });
  });
  // 3. Sign, and record the certificate.
  return completeIntent(means, intended);
}
