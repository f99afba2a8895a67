import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { mayApply } from '@koshin/lifecycle/tokens/decide.ts';
import type { Bank, BankId, User } from '../../ports/register/records.ts';
import { DuplicateRecord, type RegisterTransaction } from '../../ports/register/register.ts';
import type { TokenApplication } from '../../ports/register/token-records.ts';
import { ownerOfCode } from '../acquisition/issue-acquisition-code.ts';
import { actorOf, noteActivity, type SessionKey } from '../actor.ts';
import { auditOf, type BankActor, bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { newRefNo } from '../secrets.ts';
import { oneLine } from './one-line.ts';

/** What is written on a 利用申込. */
export type ApplicationForm = Pick<TokenApplication, 'collection' | 'contact'>;

/**
 * The customer applies for a dedicated USB token (R11). Refuses `token-application-exists` while one of his stands,
 * `not-found` where the bank offers no tokens, `request-malformed` {rule: contact}.
 */
export function applyForToken(means: Means, input: SessionKey & ApplicationForm): Promise<TokenApplication> {
  return untilNumbered(means, async (tx) => {
    const actor = await actorOf(means, tx, input);
    await noteActivity(means, tx, actor.session);
    return receive(means, tx, { ...actor, form: input, audit: auditOf(means, tx, actor) });
  });
}

/** The bank records what a customer applied for on paper. Refuses as the customer is refused, and for who may get none. */
export function recordApplication(
  means: Means,
  { loginId, by, ...form }: ApplicationForm & { readonly loginId: string; readonly by: BankActor },
): Promise<TokenApplication> {
  const { bankId } = by;
  return untilNumbered(means, async (tx) => {
    const bank = await bankOf(tx, bankId);
    const user = await ownerOfCode(tx, { bankId, loginId });
    return receive(means, tx, { bank, user, form, audit: bankAuditOf(means, tx, by) });
  });
}

async function bankOf(tx: RegisterTransaction, bankId: BankId): Promise<Bank> {
  const bank = await tx.banks.get(bankId);
  if (!bank) throw refused('not-found', { bank: bankId });
  return bank;
}

async function receive(
  means: Means,
  tx: RegisterTransaction,
  {
    bank,
    user,
    form,
    audit,
  }: {
    readonly bank: Bank;
    readonly user: User;
    readonly form: ApplicationForm;
    readonly audit: ReturnType<typeof auditOf>;
  },
): Promise<TokenApplication> {
  // 1. Judge: the bank gives tokens out, and none of the user's applications stands.
  if (!bank.policy.mediaStorage) throw refused('not-found', {}, { expected: 'a bank with mediaStorage' });
  const states = (await tx.tokenApplications.ofUser(user.id)).map(({ state }) => state);
  if (!mayApply(states)) throw refused('token-application-exists');
  // 2. Record it, under a number by which both speak of it.
  const at = means.clock.now();
  const application = {
    bankId: bank.id,
    applicationNo: newRefNo(means),
    userId: user.id,
    state: 'received',
    collection: form.collection,
    contact: oneLine(form.contact, { field: 'contact', longest: 200 }),
    reason: null,
    tokenSerial: null,
    receivedAt: at,
    changedAt: at,
  } as const;
  await tx.tokenApplications.insert(application);
  await audit('token-application-received', { applicationNo: application.applicationNo, userId: user.id });
  return { ...application, version: 1 };
}

/** A number that the bank has given before is drawn anew; who applied twice at once has one that stands. */
async function untilNumbered(
  means: Means,
  work: (tx: RegisterTransaction) => Promise<TokenApplication>,
): Promise<TokenApplication> {
  for (;;) {
    try {
      return await means.register.change(work);
    } catch (error) {
      if (!(error instanceof DuplicateRecord)) throw error;
      if (error.rule === 'token-application') throw refused('token-application-exists');
      if (error.rule !== 'id') throw error;
    }
  }
}
