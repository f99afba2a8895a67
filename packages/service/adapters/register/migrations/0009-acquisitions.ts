import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const refersTo = (key: string) => (column: ColumnDefinitionBuilder) => column.notNull().references(key);

export async function createAcquisitions(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant, sequence, sequenceColumn, nameColumn } = dialect;
  await db.schema
    .createTable('acquisition')
    .addColumn('seq', sequence, sequenceColumn)
    .addColumn('id', text, nameColumn)
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('user_id', text, refersTo('user_account.id'))
    .addColumn('code_hash', text, required)
    .addColumn('issued_at', instant, required)
    .addColumn('expires_at', instant, required)
    .addColumn('failures', 'integer', required)
    .addColumn('used_at', instant)
    .addColumn('used_key_digest', text)
    .addColumn('version', 'integer', required)
    .execute();
  await db.schema.createIndex('acquisition_of_user').on('acquisition').columns(['user_id', 'seq']).execute();
}
