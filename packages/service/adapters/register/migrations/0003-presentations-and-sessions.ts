import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const refersTo = (key: string) => (column: ColumnDefinitionBuilder) => column.notNull().references(key);

export async function createPresentationsAndSessions(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createPresentations(db, dialect);
  await createSessions(db, dialect);
}

async function createPresentations(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant, sequence, sequenceColumn, nameColumn } = dialect;
  await db.schema
    .createTable('presentation_attempt')
    .addColumn('nonce', text, (column) => column.notNull().primaryKey())
    .addColumn('secret_hash', text, required)
    .addColumn('browser_hash', text, required)
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('purpose', text, required)
    .addColumn('session_hash', text)
    .addColumn('user_id', text, (column) => column.references('user_account.id'))
    .addColumn('certificate_id', text, (column) => column.references('certificate.id'))
    .addColumn('renewal_id', text, (column) => column.references('renewal.id'))
    .addColumn('started_at', instant, required)
    .addColumn('expires_at', instant, required)
    .addColumn('closed_at', instant)
    .execute();
  await db.schema.createIndex('attempt_expiry').on('presentation_attempt').column('expires_at').execute();

  await db.schema
    .createTable('presentation')
    .addColumn('seq', sequence, sequenceColumn)
    .addColumn('ticket_hash', text, nameColumn)
    .addColumn('nonce', text, (column) => refersTo('presentation_attempt.nonce')(column).onDelete('cascade'))
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('at', instant, required)
    .addColumn('expires_at', instant, required)
    .addColumn('certificate_id', text, (column) => column.references('certificate.id'))
    .addColumn('refusal', text)
    .addColumn('facts', text, required)
    .addColumn('protocol', text, required)
    .addColumn('ref_no', text, required)
    .addColumn('redeemed_at', instant)
    .execute();
  await db.schema.createIndex('presentation_of_attempt').on('presentation').columns(['nonce', 'seq']).execute();
}

async function createSessions(db: Kysely<unknown>, { text, instant }: Dialect): Promise<void> {
  await db.schema
    .createTable('session')
    .addColumn('hash', text, (column) => column.notNull().primaryKey())
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('user_id', text, refersTo('user_account.id'))
    .addColumn('certificate_id', text, refersTo('certificate.id'))
    .addColumn('browser_hash', text, required)
    .addColumn('stage', text, required)
    .addColumn('started_at', instant, required)
    .addColumn('last_seen_at', instant, required)
    .addColumn('password_at', instant)
    .addColumn('also_presented', text, required)
    .addColumn('previous_login_at', instant)
    .addColumn('banner_kind', text)
    .addColumn('banner_expiry_date', text)
    .addColumn('ended_at', instant)
    .addColumn('end_reason', text)
    .execute();
  await db.schema
    .createIndex('session_open')
    .on('session')
    .column('certificate_id')
    .where(sql.ref('ended_at'), 'is', null)
    .execute();
  await db.schema.createIndex('session_last_seen').on('session').column('last_seen_at').execute();
}
