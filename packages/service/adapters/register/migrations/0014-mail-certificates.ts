import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

export async function createMailCertificates(db: Kysely<unknown>, { text, instant, bytes }: Dialect): Promise<void> {
  await db.schema
    .createTable('mail_certificate')
    .addColumn('bank_id', text, (column) => column.notNull().references('bank.id'))
    .addColumn('number', 'integer', required)
    .addColumn('key_name', text, required)
    .addColumn('address', text, required)
    .addColumn('issuer_id', text, (column) => column.references('issuer.id'))
    .addColumn('tbs', bytes)
    .addColumn('serial', text, required)
    .addColumn('certificate_der', bytes)
    .addColumn('above', text, required)
    .addColumn('not_before', instant, required)
    .addColumn('not_after', instant, required)
    .addColumn('recorded_at', instant, required)
    .addPrimaryKeyConstraint('mail_certificate_pkey', ['bank_id', 'number'])
    .execute();
  // Those from elsewhere have no issuer here, and null is like no other null.
  await db.schema
    .createIndex('mail_certificate_serial')
    .unique()
    .on('mail_certificate')
    .columns(['issuer_id', 'serial'])
    .execute();
}
