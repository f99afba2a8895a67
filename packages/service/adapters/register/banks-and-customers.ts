import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Bank, Contract, User } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { policyFrom } from './bank-policy.ts';
import { expectUpdated } from './compare-and-swap.ts';
import { localizedFrom } from './json-text.ts';
import type { BankTable, ContractTable, Tables, UserTable } from './schema.ts';
import { statement } from './statement.ts';

const bankById = statement<{ id: string }, Selectable<BankTable>>((db, given) =>
  db.selectFrom('bank').selectAll().where('id', '=', given('id')),
);

export function banks(db: Kysely<Tables>): RegisterTransaction['banks'] {
  return {
    async get(id) {
      const [row] = (await bankById(db, { id })).rows;
      return row ? bankFrom(row) : null;
    },
    async all() {
      return (await db.selectFrom('bank').selectAll().orderBy('id').execute()).map(bankFrom);
    },
    async insert(bank) {
      await db.insertInto('bank').values(bankRow(bank)).execute();
    },
    async update(bank) {
      const { id, ...row } = bankRow(bank);
      await db.updateTable('bank').set(row).where('id', '=', id).execute();
    },
  };
}

const contractById = statement<{ id: string }, Selectable<ContractTable>>((db, given) =>
  db.selectFrom('contract').selectAll().where('id', '=', given('id')),
);

export function contracts(db: Kysely<Tables>): RegisterTransaction['contracts'] {
  return {
    async get(id) {
      const [row] = (await contractById(db, { id })).rows;
      return row ? contractFrom(row) : null;
    },
    async byNumber({ bankId, contractNumber }) {
      const own = db.selectFrom('contract').selectAll().where('bank_id', '=', bankId);
      const found = await own.where('contract_number', '=', contractNumber).orderBy('id').execute();
      return found.map(contractFrom);
    },
    async insert(contract) {
      await db.insertInto('contract').values(contractRow(contract)).execute();
    },
  };
}

const userById = statement<{ id: string }, Selectable<UserTable>>((db, given) =>
  db.selectFrom('user_account').selectAll().where('id', '=', given('id')),
);

export function users(db: Kysely<Tables>): RegisterTransaction['users'] {
  const rows = () => db.selectFrom('user_account').selectAll();
  return {
    async get(id) {
      const [row] = (await userById(db, { id })).rows;
      return row ? userFrom(row) : null;
    },
    async byLoginId({ bankId, loginId }) {
      const row = await rows().where('bank_id', '=', bankId).where('login_id', '=', loginId).executeTakeFirst();
      return row ? userFrom(row) : null;
    },
    async ofBank(bankId) {
      return (await rows().where('bank_id', '=', bankId).orderBy('login_id').execute()).map(userFrom);
    },
    async administratorsOf(contracts) {
      if (contracts.length === 0) return [];
      const found = db
        .selectFrom('user_account')
        .select(['id', 'contract_id as contractId'])
        .where('contract_id', 'in', contracts)
        .where('role', '=', 'administrator')
        .where('suspended_at', 'is', null);
      return found.execute();
    },
    async insert(user) {
      await db
        .insertInto('user_account')
        .values({ ...userRow(user), version: 1 })
        .execute();
    },
    async update(user) {
      const result = await db
        .updateTable('user_account')
        .set({ ...userRow(user), version: user.version + 1 })
        .where('id', '=', user.id)
        .where('version', '=', user.version)
        .executeTakeFirst();
      expectUpdated(result, 'user');
    },
  };
}

function bankRow(bank: Bank): Insertable<BankTable> {
  return {
    id: bank.id,
    name: JSON.stringify(bank.name),
    service_name: JSON.stringify(bank.serviceName),
    self: JSON.stringify(bank.self),
    help_desk: JSON.stringify(bank.helpDesk),
    phone: bank.phone,
    phone_hours: JSON.stringify(bank.phoneHours),
    policy: JSON.stringify(bank.policy),
  };
}

function bankFrom(row: Selectable<BankTable>): Bank {
  return {
    id: row.id,
    name: localizedFrom(row.name),
    serviceName: localizedFrom(row.service_name),
    self: localizedFrom(row.self),
    helpDesk: localizedFrom(row.help_desk),
    phone: row.phone,
    phoneHours: localizedFrom(row.phone_hours),
    policy: policyFrom(row.policy),
  };
}

function contractRow(contract: Contract): Insertable<ContractTable> {
  return {
    id: contract.id,
    bank_id: contract.bankId,
    contract_number: contract.contractNumber,
    company_name: contract.companyName,
    closed_at: contract.closedAt,
  };
}

function contractFrom(row: Selectable<ContractTable>): Contract {
  return {
    id: row.id,
    bankId: row.bank_id,
    contractNumber: row.contract_number,
    companyName: row.company_name,
    closedAt: row.closed_at,
  };
}

function userRow(user: Omit<User, 'version'>): Omit<Insertable<UserTable>, 'version'> {
  return {
    id: user.id,
    bank_id: user.bankId,
    contract_id: user.contractId,
    login_id: user.loginId,
    name: user.name,
    role: user.role,
    suspended_at: user.suspendedAt,
    mail_address: user.mailAddress,
    language: user.language,
    mail_bounced_at: user.mailBouncedAt,
    password_hash: user.passwordHash,
    password_failures: user.passwordFailures,
    locked_until: user.lockedUntil,
    last_login_at: user.lastLoginAt,
  };
}

function userFrom(row: Selectable<UserTable>): User {
  return {
    id: row.id,
    bankId: row.bank_id,
    contractId: row.contract_id,
    loginId: row.login_id,
    name: row.name,
    role: row.role,
    suspendedAt: row.suspended_at,
    mailAddress: row.mail_address,
    language: row.language ?? 'ja',
    mailBouncedAt: row.mail_bounced_at,
    passwordHash: row.password_hash,
    passwordFailures: row.password_failures,
    lockedUntil: row.locked_until,
    lastLoginAt: row.last_login_at,
    version: row.version,
  };
}
