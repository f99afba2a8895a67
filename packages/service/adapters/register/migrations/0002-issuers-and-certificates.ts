import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const refersTo = (key: string) => (column: ColumnDefinitionBuilder) => column.notNull().references(key);

export async function createIssuersAndCertificates(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createIssuers(db, dialect);
  await createCertificates(db, dialect);
  await createRenewals(db, dialect);
  await createIntents(db, dialect);
}

async function createIssuers(db: Kysely<unknown>, { text, instant, bytes }: Dialect): Promise<void> {
  await db.schema
    .createTable('issuer')
    .addColumn('id', text, (column) => column.notNull().primaryKey())
    .addColumn('bank_id', text, (column) => column.references('bank.id'))
    .addColumn('generation', 'integer', required)
    .addColumn('key_name', text, required)
    .addColumn('certificate_der', bytes, required)
    .addColumn('issued_by', text, (column) => column.references('issuer.id'))
    .addColumn('not_before', instant, required)
    .addColumn('not_after', instant, required)
    .execute();
  await db.schema.createIndex('issuer_of_bank').on('issuer').columns(['bank_id', 'generation']).execute();
}

async function createCertificates(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant, bytes, sequence, sequenceColumn, nameColumn } = dialect;
  await db.schema
    .createTable('certificate')
    .addColumn('seq', sequence, sequenceColumn)
    .addColumn('id', text, nameColumn)
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('user_id', text, refersTo('user_account.id'))
    .addColumn('issuer_id', text, refersTo('issuer.id'))
    .addColumn('serial', text, required)
    .addColumn('der', bytes, required)
    .addColumn('fingerprint', text, required)
    .addColumn('key_digest', text, required)
    .addColumn('subject_label', text, required)
    .addColumn('issuer_label', text, required)
    .addColumn('not_before', instant, required)
    .addColumn('expiry_date', text, required)
    .addColumn('issued_at', instant, required)
    .addColumn('state', text, required)
    .addColumn('activated_at', instant)
    .addColumn('revoked_at', instant)
    .addColumn('revocation_reason', text)
    .addColumn('revoked_by', text)
    .addColumn('retires_at', instant)
    .addColumn('successor_id', text, (column) => column.references('certificate.id'))
    // The renewal's own row refers to a certificate, so this way has no reference that the database would check.
    .addColumn('renewal_id', text)
    .addColumn('saved_at', instant)
    .addColumn('installed_at', instant)
    .addColumn('version', 'integer', required)
    .execute();

  const unique = (name: string) => db.schema.createIndex(name).unique().on('certificate');
  const index = (name: string) => db.schema.createIndex(name).on('certificate');
  await unique('certificate_serial').columns(['issuer_id', 'serial']).execute();
  await unique('certificate_key_digest').column('key_digest').execute();
  await index('certificate_of_user').columns(['user_id', 'expiry_date']).execute();
  await index('certificate_of_renewal').column('renewal_id').where('renewal_id', 'is not', null).execute();
  await index('certificate_expiry').column('expiry_date').execute();
}

async function createRenewals(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant, sequence, sequenceColumn, nameColumn } = dialect;
  await db.schema
    .createTable('renewal')
    .addColumn('seq', sequence, sequenceColumn)
    .addColumn('id', text, nameColumn)
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('user_id', text, refersTo('user_account.id'))
    .addColumn('certificate_id', text, refersTo('certificate.id'))
    .addColumn('state', text, required)
    .addColumn('started_at', instant, required)
    .addColumn('window_id', text)
    .addColumn('window_seen_at', instant)
    .addColumn('confirmed_in', text)
    .addColumn('used_on_other_pcs', 'integer')
    .addColumn('proven_at', instant)
    .addColumn('proven_certificate_id', text, (column) => column.references('certificate.id'))
    .addColumn('ended_reason', text)
    .addColumn('ended_at', instant)
    .addColumn('version', 'integer', required)
    .execute();
  // Terminal states are named, not live ones: a state of a later release counts as live here.
  await db.schema
    .createIndex('renewal_live')
    .unique()
    .on('renewal')
    .column('certificate_id')
    .where(sql.ref('state'), 'not in', ['proven', 'cancelled', 'failed'])
    .execute();
  await db.schema.createIndex('renewal_of_certificate').on('renewal').columns(['certificate_id', 'seq']).execute();
}

async function createIntents(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant, bytes, sequence, sequenceColumn, nameColumn } = dialect;
  await db.schema
    .createTable('issuance_intent')
    .addColumn('seq', sequence, sequenceColumn)
    .addColumn('certificate_id', text, nameColumn)
    .addColumn('bank_id', text, refersTo('bank.id'))
    .addColumn('user_id', text, refersTo('user_account.id'))
    .addColumn('issuer_id', text, refersTo('issuer.id'))
    .addColumn('serial', text, required)
    .addColumn('profile', text, required)
    .addColumn('key_digest', text, required)
    .addColumn('tbs', bytes, required)
    .addColumn('subject_label', text, required)
    .addColumn('not_before', instant, required)
    .addColumn('expiry_date', text, required)
    .addColumn('renewal_id', text, (column) => column.references('renewal.id'))
    .addColumn('recorded_at', instant, required)
    .addColumn('completed_at', instant)
    .execute();

  const unique = (name: string) => db.schema.createIndex(name).unique().on('issuance_intent');
  const index = (name: string) => db.schema.createIndex(name).on('issuance_intent');
  await unique('intent_serial').columns(['issuer_id', 'serial']).execute();
  await unique('intent_key_digest').column('key_digest').execute();
  await index('intent_of_renewal').column('renewal_id').where('renewal_id', 'is not', null).execute();
  await index('intent_open').column('recorded_at').where(sql.ref('completed_at'), 'is', null).execute();
}
