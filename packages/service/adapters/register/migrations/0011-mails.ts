import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

export async function createMails(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant } = dialect;
  await addAddresses(db, dialect);

  await db.schema
    .createTable('mail')
    .addColumn('id', text, (column) => column.notNull().primaryKey())
    .addColumn('bank_id', text, (column) => column.notNull().references('bank.id'))
    .addColumn('user_id', text, (column) => column.notNull().references('user_account.id'))
    .addColumn('subject_id', text, required)
    .addColumn('certificate_id', text, (column) => column.references('certificate.id'))
    .addColumn('occasion', text, required)
    .addColumn('due_at', instant, required)
    .addColumn('state', text, required)
    .addColumn('reason', text)
    .addColumn('next_try_at', instant, required)
    .addColumn('tries', 'integer', required)
    .addColumn('first_try_at', instant)
    .addColumn('address', text)
    .addColumn('letter', text)
    .addColumn('answer', text)
    .addColumn('sent_at', instant)
    .addColumn('version', 'integer', required)
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on('mail');
  await index('mail_once').unique().columns(['subject_id', 'occasion', 'user_id']).execute();
  await index('mail_waiting').columns(['next_try_at', 'id']).where(sql.ref('state'), '=', 'waiting').execute();
  await index('mail_of_bank').columns(['bank_id', 'state', 'due_at', 'id']).execute();
  await index('mail_of_certificate').columns(['certificate_id', 'due_at', 'id']).execute();

  await db.schema
    .createTable('mail_progress')
    .addColumn('bank_id', text, (column) => column.notNull().references('bank.id'))
    .addColumn('stage', text, required)
    .addColumn('done', text, required)
    .addColumn('last_id', text)
    .addColumn('version', 'integer', required)
    .addPrimaryKeyConstraint('mail_progress_pkey', ['bank_id', 'stage'])
    .execute();
}

async function addAddresses(db: Kysely<unknown>, { text, instant }: Dialect): Promise<void> {
  await db.schema.alterTable('user_account').addColumn('mail_address', text).execute();
  await db.schema.alterTable('user_account').addColumn('language', text).execute();
  await db.schema.alterTable('user_account').addColumn('mail_bounced_at', instant).execute();
  // Nobody asks for all banks' certificates by expiry date.
  await db.schema.dropIndex('certificate_expiry').execute();
  const index = db.schema.createIndex('certificate_expiring').on('certificate');
  await index.columns(['bank_id', 'expiry_date', 'id']).execute();
}
