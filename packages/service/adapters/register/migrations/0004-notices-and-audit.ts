import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

export async function createNoticesAndAudit(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant } = dialect;
  await db.schema
    .createTable('notice_receipt')
    .addColumn('bank_id', text, (column) => column.notNull().references('bank.id'))
    .addColumn('user_id', text, (column) => column.notNull().references('user_account.id'))
    .addColumn('notice_no', text, required)
    .addColumn('read_at', instant, required)
    .addPrimaryKeyConstraint('notice_receipt_pkey', ['user_id', 'notice_no'])
    .execute();
  await createAudit(db, dialect);
}

async function createAudit(db: Kysely<unknown>, { name, text, instant, sequence, sequenceColumn }: Dialect) {
  // No references: what the log says stays true when its subject is gone.
  await db.schema
    .createTable('audit_event')
    .addColumn('seq', sequence, (column) =>
      name === 'sqlite' ? sequenceColumn(column) : sequenceColumn(column).primaryKey(),
    )
    .addColumn('at', instant, required)
    .addColumn('bank_id', text)
    .addColumn('act', text, required)
    .addColumn('actor_kind', text, required)
    .addColumn('actor_id', text)
    .addColumn('subject', text, required)
    .addColumn('ref_no', text)
    .execute();
  await db.schema.createIndex('audit_of_bank').on('audit_event').columns(['bank_id', 'seq']).execute();

  await db.schema
    .createTable('audit_subject')
    .addColumn('seq', sequence, required)
    .addColumn('key', text, required)
    .addColumn('value', text, required)
    .addPrimaryKeyConstraint('audit_subject_pkey', ['key', 'value', 'seq'])
    .execute();
}
