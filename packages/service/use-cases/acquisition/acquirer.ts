import { isStillOpen } from '@koshin/lifecycle/acquisition/judge-opening.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Acquisition, Bank, BankId, Contract, User } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { hashOf } from '../secrets.ts';
import { certificateOfCode } from './certificate-of-code.ts';

/** Who has given a code in a browser: read in the transaction of each act, so that it is true when the act takes effect. */
export interface Acquirer {
  readonly bank: Bank;
  readonly contract: Contract;
  readonly user: User;
  readonly acquisition: Acquisition & { readonly opening: NonNullable<Acquisition['opening']> };
}

/** The browser that asks, by its binding cookie. */
export interface BrowserKey {
  readonly bankId: BankId;
  readonly browserSecret: string | null;
}

/**
 * Null: no code was given in this browser, or too long ago; or another browser, another code or the end of its certificate
 * came since.
 */
export async function acquirerOf(means: Means, tx: RegisterView, key: BrowserKey): Promise<Acquirer | null> {
  if (key.browserSecret === null) return null;
  const browserHash = hashOf(means, key.browserSecret);
  const acquisition = await tx.acquisitions.openedIn({ bankId: key.bankId, browserHash });
  if (!acquisition?.opening) return null;
  const { opening, userId } = acquisition;
  const [user, codes] = [await tx.users.get(userId), await tx.acquisitions.ofUser(userId)];
  const bank = user && (await tx.banks.get(user.bankId));
  const contract = user && (await tx.contracts.get(user.contractId));
  if (!user || !bank || !contract) return null;
  const replaced = acquisition.used === null && codes[0]?.id !== acquisition.id;
  if (!isStillOpen({ openedAt: opening.at, replaced, now: means.clock.now() })) return null;
  if ((await certificateOfCode(means, tx, { acquisition, bank })).standing === 'ended') return null;
  return { bank, contract, user, acquisition: { ...acquisition, opening } };
}

/**
 * The same, where the login password was given or set, too. Refuses `session-expired` where the code is to be given again,
 * `contract-closed` and `user-suspended`.
 */
export async function fullAcquirerOf(means: Means, tx: RegisterView, key: BrowserKey): Promise<Acquirer> {
  const acquirer = await acquirerOf(means, tx, key);
  if (acquirer === null) throw refused('session-expired');
  if (acquirer.acquisition.opening.passwordAt === null) {
    throw refused('session-expired', {}, { expected: 'the login password given or set', got: 'the code only' });
  }
  mustBeServed(acquirer);
  return acquirer;
}

export function mustBeServed({ contract, user }: Pick<Acquirer, 'contract' | 'user'>): void {
  if (contract.closedAt !== null) throw refused('contract-closed');
  if (user.suspendedAt !== null) throw refused('user-suspended');
}
