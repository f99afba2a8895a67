import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank } from '../../ports/register/records.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/** Registers a bank; its issuing CA comes after it. Refuses `bank-exists` {bank}. */
export async function addBank(means: Means, bank: Bank): Promise<void> {
  await means.register.change(async (tx) => {
    if (await tx.banks.get(bank.id)) throw refused('bank-exists', { bank: bank.id });
    await tx.banks.insert(bank);
    await systemAuditOf(means, tx, bank.id)('bank-created', {});
  });
}
