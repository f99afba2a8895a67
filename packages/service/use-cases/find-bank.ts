import type { Bank } from '../ports/register/records.ts';
import type { Means } from './means.ts';

/** The bank of this short name, or null. */
export function findBank(means: Pick<Means, 'register'>, id: string): Promise<Bank | null> {
  return means.register.read((tx) => tx.banks.get(id));
}
