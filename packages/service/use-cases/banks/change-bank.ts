import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, BankId } from '../../ports/register/records.ts';
import { bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/** One thing that a bank says or decides: `phone`, or `policy.overlapDays`. Both values as JSON. */
export interface BankChange {
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Changes what a bank says of itself and what it decides, from the next transaction of every node on. `changed` makes the
 * new bank of the one that is registered then, so that nothing is lost that somebody else has just changed. Certificates
 * keep what they were issued with. With `tryOnly` nothing is written. Refuses `not-found` {bank}.
 */
export async function changeBank(
  means: Means,
  {
    bankId,
    changed,
    operatorId,
    tryOnly,
  }: {
    readonly bankId: BankId;
    readonly changed: (current: Bank) => Bank;
    readonly operatorId: string | null;
    readonly tryOnly: boolean;
  },
): Promise<readonly BankChange[]> {
  return means.register.change(async (tx) => {
    const current = await tx.banks.get(bankId);
    if (!current) throw refused('not-found', { bank: bankId });
    const bank = { ...changed(current), id: bankId };
    const changes = changesBetween(current, bank);
    if (tryOnly || changes.length === 0) return changes;
    await tx.banks.update(bank);
    const subject = Object.fromEntries(changes.map(({ key, before, after }) => [key, `${before} → ${after}`]));
    await bankAuditOf(means, tx, { bankId, operatorId })('bank-changed', subject);
    return changes;
  });
}

function changesBetween({ policy: oldPolicy, ...old }: Bank, { policy, ...bank }: Bank): readonly BankChange[] {
  return [...differences(old, bank, ''), ...differences(oldPolicy, policy, 'policy.')];
}

function differences<Of extends object>(old: Of, now: Of, prefix: string): readonly BankChange[] {
  return Object.keys(now).flatMap((key) => {
    const [before, after] = [JSON.stringify(Reflect.get(old, key)), JSON.stringify(Reflect.get(now, key))];
    return before === after ? [] : [{ key: prefix + key, before, after }];
  });
}
