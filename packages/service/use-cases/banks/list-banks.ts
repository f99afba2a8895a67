import type { Bank } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';

export interface BankFacts {
  readonly bank: Bank;
  /** How many generations of issuing CAs it has. */
  readonly generations: number;
}

/** Every bank, in the order of the ids. */
export async function listBanks({ register }: Pick<Means, 'register'>): Promise<readonly BankFacts[]> {
  return register.read(async (tx) => {
    const [banks, issuers] = [await tx.banks.all(), await tx.issuers.all()];
    return banks.map((bank) => ({ bank, generations: issuers.filter(({ bankId }) => bankId === bank.id).length }));
  });
}
