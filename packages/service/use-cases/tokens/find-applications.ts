import { type CalendarDay, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { mayApply } from '@koshin/lifecycle/tokens/decide.ts';
import { stands } from '@koshin/lifecycle/tokens/states.ts';
import type { BankId, Contract, User } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Token, TokenApplication } from '../../ports/register/token-records.ts';
import { type Actor, actorOf, type SessionKey } from '../actor.ts';
import type { Means } from '../means.ts';

/** What a customer sees of one application. */
export interface OwnApplication extends Pick<TokenApplication, 'applicationNo' | 'state' | 'collection' | 'reason'> {
  readonly receivedOn: CalendarDay;
  readonly changedOn: CalendarDay;
  readonly tokenSerialTail: string | null;
}

export interface OwnTokens {
  /** The latest first. */
  readonly applications: readonly OwnApplication[];
  readonly mayApply: boolean;
}

/** What the customer has applied for, and whether he may apply (again). */
export async function ownTokens(means: Means, key: SessionKey): Promise<OwnTokens> {
  return means.register.read(async (tx) => tokensOf(tx, await actorOf(means, tx, key)));
}

export async function tokensOf(tx: RegisterView, { user, bank }: Pick<Actor, 'user' | 'bank'>): Promise<OwnTokens> {
  const applications = await tx.tokenApplications.ofUser(user.id);
  return {
    applications: applications.map(({ applicationNo, state, collection, reason, ...one }) => ({
      applicationNo,
      state,
      collection,
      reason: state === 'declined' ? reason : null,
      receivedOn: dayOf(one.receivedAt, bank.policy.zone),
      changedOn: dayOf(one.changedAt, bank.policy.zone),
      tokenSerialTail: one.tokenSerial?.slice(-4) ?? null,
    })),
    mayApply: bank.policy.mediaStorage && mayApply(applications.map(({ state }) => state)),
  };
}

/** With whose it is, as an operator looks for it. */
export type OfUser<Record> = Record & {
  readonly loginId: User['loginId'];
  readonly contractNumber: Contract['contractNumber'];
};

/** A bank's applications, the latest first; without `ended` those that stand. Refuses `not-found` {bank}. */
export async function listApplications(
  { register }: Pick<Means, 'register'>,
  { bankId, ended }: { readonly bankId: BankId; readonly ended: boolean },
): Promise<readonly OfUser<TokenApplication>[]> {
  return register.read(async (tx) => {
    await mustBeThere(tx, bankId);
    const applications = await tx.tokenApplications.ofBank(bankId);
    return withUsers(
      tx,
      applications.filter(({ state }) => ended || stands(state)),
    );
  });
}

/** A bank's tokens, the latest registered first; without `suspended` those that may be used. Refuses `not-found` {bank}. */
export async function listTokens(
  { register }: Pick<Means, 'register'>,
  { bankId, suspended }: { readonly bankId: BankId; readonly suspended: boolean },
): Promise<readonly OfUser<Token>[]> {
  return register.read(async (tx) => {
    await mustBeThere(tx, bankId);
    const tokens = await tx.tokens.ofBank(bankId);
    return withUsers(
      tx,
      tokens.filter(({ suspendedAt }) => suspended || suspendedAt === null),
    );
  });
}

async function mustBeThere(tx: RegisterView, bankId: BankId): Promise<void> {
  if (!(await tx.banks.get(bankId))) throw refused('not-found', { bank: bankId });
}

async function withUsers<Record extends { readonly userId: User['id'] }>(
  tx: RegisterView,
  records: readonly Record[],
): Promise<readonly OfUser<Record>[]> {
  const found: OfUser<Record>[] = [];
  for (const record of records) {
    const user = await tx.users.get(record.userId);
    const contract = user && (await tx.contracts.get(user.contractId));
    if (!user || !contract) throw refused('not-found');
    found.push({ ...record, loginId: user.loginId, contractNumber: contract.contractNumber });
  }
  return found;
}
