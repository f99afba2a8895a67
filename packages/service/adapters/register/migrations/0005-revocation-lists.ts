import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const ofIssuer = (column: ColumnDefinitionBuilder) => column.notNull().references('issuer.id');

export async function createRevocationLists(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await addShardToCertificates(db, dialect);
  await createShardsAndLists(db, dialect);
}

/** What was issued before, and what a node of the release before issues, names shard 0 in its distribution point. */
async function addShardToCertificates(db: Kysely<unknown>, { instant }: Dialect): Promise<void> {
  for (const table of ['certificate', 'issuance_intent']) {
    await db.schema
      .alterTable(table)
      .addColumn('crl_shard', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await db.schema.alterTable('certificate').addColumn('crl_number', instant).execute();
  // Only what can be on a CRL: small beside the table, and not touched when a certificate is issued.
  await db.schema
    .createIndex('certificate_ended')
    .on('certificate')
    .columns(['issuer_id', 'crl_shard', 'crl_number'])
    .where(sql<boolean>`revoked_at is not null or retires_at is not null`)
    .execute();
}

async function createShardsAndLists(db: Kysely<unknown>, { text, instant, bytes }: Dialect): Promise<void> {
  await db.schema
    .createTable('crl_shard')
    .addColumn('issuer_id', text, ofIssuer)
    .addColumn('shard', 'integer', required)
    .addColumn('url', text, required)
    .addColumn('estimate', 'integer', required)
    .addColumn('last_expiry_date', text)
    .addColumn('closed_at', instant)
    .addPrimaryKeyConstraint('crl_shard_pkey', ['issuer_id', 'shard'])
    .execute();
  await db.schema
    .createIndex('crl_shard_open')
    .on('crl_shard')
    .columns(['issuer_id', 'shard'])
    .where(sql.ref('closed_at'), 'is', null)
    .execute();
  await db.schema
    .createTable('crl')
    .addColumn('issuer_id', text, ofIssuer)
    .addColumn('shard', 'integer', required)
    .addColumn('number', instant, required)
    .addColumn('this_update', instant, required)
    .addColumn('next_update', instant, required)
    .addColumn('scheduled_at', instant, required)
    .addColumn('complete', 'integer', required)
    .addColumn('reserved_at', instant, required)
    .addColumn('der', bytes)
    .addColumn('fingerprint', text)
    .addPrimaryKeyConstraint('crl_pkey', ['issuer_id', 'shard', 'number'])
    .execute();
}
