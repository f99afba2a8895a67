import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

export async function createBanksAndCustomers(db: Kysely<unknown>, { text, instant }: Dialect): Promise<void> {
  await db.schema
    .createTable('bank')
    .addColumn('id', text, (column) => column.notNull().primaryKey())
    .addColumn('name', text, required)
    .addColumn('service_name', text, required)
    .addColumn('self', text, required)
    .addColumn('help_desk', text, required)
    .addColumn('phone', text, required)
    .addColumn('phone_hours', text, required)
    .addColumn('policy', text, required)
    .execute();

  await db.schema
    .createTable('contract')
    .addColumn('id', text, (column) => column.notNull().primaryKey())
    .addColumn('bank_id', text, (column) => column.notNull().references('bank.id'))
    .addColumn('contract_number', text, required)
    .addColumn('company_name', text, required)
    .addColumn('closed_at', instant)
    .execute();
  await db.schema.createIndex('contract_of_bank').on('contract').columns(['bank_id', 'contract_number']).execute();

  await db.schema
    .createTable('user_account')
    .addColumn('id', text, (column) => column.notNull().primaryKey())
    .addColumn('bank_id', text, (column) => column.notNull().references('bank.id'))
    .addColumn('contract_id', text, (column) => column.notNull().references('contract.id'))
    .addColumn('login_id', text, required)
    .addColumn('name', text, required)
    .addColumn('role', text, required)
    .addColumn('suspended_at', instant)
    .addColumn('password_hash', text)
    .addColumn('password_failures', 'integer', required)
    .addColumn('locked_until', instant)
    .addColumn('last_login_at', instant)
    .addColumn('version', 'integer', required)
    .execute();
  await db.schema.createIndex('user_login_id').unique().on('user_account').columns(['bank_id', 'login_id']).execute();
  await db.schema.createIndex('user_of_contract').on('user_account').column('contract_id').execute();
}
