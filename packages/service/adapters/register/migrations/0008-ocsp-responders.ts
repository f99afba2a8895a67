import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

export async function createOcspResponders(db: Kysely<unknown>, { text, instant, bytes }: Dialect): Promise<void> {
  await db.schema
    .createTable('ocsp_responder')
    .addColumn('issuer_id', text, (column) => column.notNull().references('issuer.id'))
    .addColumn('number', 'integer', required)
    .addColumn('key_name', text, required)
    .addColumn('serial', text, required)
    .addColumn('tbs', bytes, required)
    .addColumn('certificate_der', bytes)
    .addColumn('not_before', instant, required)
    .addColumn('not_after', instant, required)
    .addColumn('recorded_at', instant, required)
    .addPrimaryKeyConstraint('ocsp_responder_pkey', ['issuer_id', 'number'])
    .execute();
  await db.schema
    .createIndex('ocsp_responder_serial')
    .unique()
    .on('ocsp_responder')
    .columns(['issuer_id', 'serial'])
    .execute();
}
