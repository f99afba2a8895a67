import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import type { RegisterView } from '@koshin/service/ports/register/register.ts';
import type { TestMeans } from './test-means.ts';

/** The same means, on which every bank has decided otherwise since it was registered. */
export function decidedOtherwise(means: TestMeans, changes: Partial<BankPolicy>): TestMeans {
  const { register } = means;
  const changed = <View extends RegisterView>(tx: View): View => ({
    ...tx,
    banks: {
      ...tx.banks,
      async get(id) {
        const bank = await tx.banks.get(id);
        return bank && { ...bank, policy: { ...bank.policy, ...changes } };
      },
      async all() {
        return (await tx.banks.all()).map((bank) => ({ ...bank, policy: { ...bank.policy, ...changes } }));
      },
    },
  });
  return {
    ...means,
    register: {
      change: (work) => register.change((tx) => work(changed(tx))),
      read: (work) => register.read((tx) => work(changed(tx))),
      ready: () => register.ready(),
      close: () => register.close(),
    },
  };
}
