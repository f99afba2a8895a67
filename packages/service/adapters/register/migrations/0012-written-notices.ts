import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

export async function createWrittenNotices(db: Kysely<unknown>, { text, instant }: Dialect): Promise<void> {
  await db.schema
    .createTable('written_notice')
    .addColumn('id', text, (column) => column.notNull().primaryKey())
    .addColumn('bank_id', text, (column) => column.notNull().references('bank.id'))
    .addColumn('notice_no', text, required)
    .addColumn('subject', text, required)
    .addColumn('first_day', text, required)
    .addColumn('last_day', text)
    .addColumn('acknowledgement_asked', 'integer', required)
    .addColumn('written_at', instant, required)
    .addColumn('withdrawn_at', instant)
    // Last: whoever reads what stands before it need not read it.
    .addColumn('body', text, required)
    .execute();
  const ofNotice = (name: string) => db.schema.createIndex(name).on('written_notice');
  await ofNotice('written_notice_number').unique().columns(['bank_id', 'notice_no']).execute();
  await ofNotice('written_notice_of_bank').columns(['bank_id', 'written_at', 'id']).execute();

  // The reader is a bank, a contract or a user, so that one index finds all that is for somebody and not over.
  await db.schema
    .createTable('written_notice_reader')
    .addColumn('notice_id', text, (column) => column.notNull().references('written_notice.id'))
    .addColumn('kind', text, required)
    .addColumn('reader_id', text, required)
    .addColumn('last_day', text, required)
    .addPrimaryKeyConstraint('written_notice_reader_pkey', ['notice_id', 'reader_id'])
    .execute();
  const ofReader = db.schema.createIndex('written_notice_of_reader').on('written_notice_reader');
  await ofReader.columns(['reader_id', 'last_day', 'notice_id']).execute();

  await db.schema
    .createTable('written_notice_receipt')
    .addColumn('user_id', text, (column) => column.notNull().references('user_account.id'))
    .addColumn('notice_id', text, (column) => column.notNull().references('written_notice.id'))
    .addColumn('read_at', instant, required)
    .addColumn('acknowledged_at', instant)
    .addPrimaryKeyConstraint('written_notice_receipt_pkey', ['user_id', 'notice_id'])
    .execute();
  const receipts = db.schema.createIndex('receipt_of_written_notice').on('written_notice_receipt');
  await receipts.columns(['notice_id', 'acknowledged_at']).execute();
}
