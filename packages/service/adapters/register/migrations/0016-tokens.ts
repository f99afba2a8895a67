import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const refersTo = (key: string) => (column: ColumnDefinitionBuilder) => column.notNull().references(key);

export async function createTokens(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant, bytes, sequence, sequenceColumn } = dialect;
  await db.schema
    .createTable('token_application')
    .addColumn('seq', sequence, sequenceColumn)
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('application_no', text, required)
    .addColumn('user_id', text, refersTo('user_account.id'))
    .addColumn('state', text, required)
    .addColumn('collection', text, required)
    .addColumn('contact', text, required)
    .addColumn('reason', text)
    .addColumn('token_serial', text)
    .addColumn('received_at', instant, required)
    .addColumn('changed_at', instant, required)
    .addColumn('version', 'integer', required)
    .execute();
  await db.schema
    .createIndex('token_application_number')
    .unique()
    .on('token_application')
    .columns(['bank_id', 'application_no'])
    .execute();
  // Those that have ended are named, not those that stand: a state of a later release counts as standing here.
  await db.schema
    .createIndex('token_application_standing')
    .unique()
    .on('token_application')
    .column('user_id')
    .where(sql.ref('state'), 'not in', ['declined', 'withdrawn', 'suspended'])
    .execute();
  await db.schema
    .createIndex('token_application_of_user')
    .on('token_application')
    .columns(['user_id', 'seq'])
    .execute();
  await db.schema
    .createTable('token')
    .addColumn('seq', sequence, sequenceColumn)
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('serial', text, required)
    .addColumn('label', text, required)
    .addColumn('device_key', bytes, required)
    .addColumn('user_id', text, refersTo('user_account.id'))
    .addColumn('registered_at', instant, required)
    .addColumn('suspended_at', instant)
    .execute();
  await db.schema
    .createIndex('token_registered')
    .unique()
    .on('token')
    .columns(['bank_id', 'serial'])
    .where(sql.ref('suspended_at'), 'is', null)
    .execute();
  await db.schema.createIndex('token_of_serial').on('token').columns(['bank_id', 'serial', 'seq']).execute();
}
