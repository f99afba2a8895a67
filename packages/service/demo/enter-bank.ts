import { addYears, dayOf, startOfDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { hours, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import type { Bank, Contract, User } from '../ports/register/records.ts';
import type { RegisterTransaction } from '../ports/register/register.ts';
import { systemAuditOf } from '../use-cases/audit.ts';
import type { Means } from '../use-cases/means.ts';
import { newId } from '../use-cases/secrets.ts';
import { meansAt } from './means-at.ts';
import { type Company, companies, loginIdOf, type Person } from './people.ts';

/**
 * A bank with its contracts and users, all in one transaction, as if they were customers for two years.
 * What is in the register already stays as it is.
 */
export async function enterBank(
  means: Means,
  { bank, passwordHash }: { readonly bank: Bank; readonly passwordHash: string },
): Promise<void> {
  const now = means.clock.now();
  const { zone } = bank.policy;
  const opened = plusSeconds(startOfDay(addYears(dayOf(now, zone), -2), zone), hours(9));
  const then = meansAt(means, opened);
  const lastLoginAt = plusSeconds(now, -hours(43));
  await means.register.change(async (tx) => {
    if (await tx.banks.get(bank.id)) return;
    const audit = systemAuditOf(then, tx, bank.id);
    await tx.banks.insert(bank);
    await audit('bank-created', {});
    for (const company of companies.filter(({ bankId }) => bankId === bank.id)) {
      const contract = contractOf(means, company);
      await tx.contracts.insert(contract);
      await audit('contract-created', { contractId: contract.id });
      for (const person of company.people) {
        const hasLoggedIn = person.certificates.length > 0;
        const user = userOf(means, { company, person, contract });
        // Who never had a certificate has no login password either: it is set with the code (R23).
        const known = hasLoggedIn ? { passwordHash, lastLoginAt } : { passwordHash: null, lastLoginAt: null };
        await tx.users.insert({ ...user, ...known });
        await audit('user-created', { userId: user.id, contractId: contract.id });
      }
    }
  });
}

function contractOf(means: Means, { bankId, contractNumber, name }: Company): Contract {
  return { id: newId<'contract'>(means), bankId, contractNumber, companyName: name, closedAt: null };
}

type NewUser = Parameters<RegisterTransaction['users']['insert']>[0];

function userOf(
  means: Means,
  { company, person, contract }: { company: Company; person: Person; contract: Contract },
): Omit<NewUser, 'passwordHash' | 'lastLoginAt'> & Pick<User, 'loginId'> {
  return {
    id: newId<'user'>(means),
    bankId: company.bankId,
    contractId: contract.id,
    loginId: loginIdOf(company, person),
    name: person.name,
    role: person.role,
    suspendedAt: null,
    mailAddress: person.withoutMail ? null : `${person.shortName}@${company.shortName}.example`,
    language: person.language ?? 'ja',
    mailBouncedAt: null,
    passwordFailures: 0,
    lockedUntil: null,
  };
}
