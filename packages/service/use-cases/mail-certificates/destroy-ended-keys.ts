import { Refusal } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId } from '../../ports/register/records.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { isRevoked } from './mail-signer.ts';

/**
 * Destroys the keys of the bank's mail certificates that have ended or were revoked, unless a later one is for the same
 * key. One that cannot be destroyed now is tried again with the next renewal: nothing waits for it.
 */
export async function destroyEndedKeys(
  means: Pick<Means, 'register' | 'signer' | 'clock'>,
  bankId: BankId,
): Promise<void> {
  const { known, ended } = await means.register.read(async (tx) => {
    const now = means.clock.now();
    const known = await tx.mailCertificates.ofBank(bankId);
    const ended = [];
    for (const one of known) if (one.notAfter < now || (await isRevoked(tx, one))) ended.push(one);
    return { known, ended };
  });
  for (const { keyName, number } of ended) {
    if (known.some((one) => one.keyName === keyName && !ended.includes(one))) continue;
    try {
      if (!(await means.signer.destroyKey(keyName))) continue;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      continue;
    }
    await means.register.change((tx) => systemAuditOf(means, tx, bankId)('mail-key-destroyed', { number, keyName }));
  }
}
