import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** When and why a CA was revoked; and what an issuer's CRL must say of CAs, which may not be registered here. */
export async function createRevokedAuthorities(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, instant } = dialect;
  await db.schema.alterTable('issuer').addColumn('revoked_at', instant).execute();
  await db.schema.alterTable('issuer').addColumn('revocation_reason', text).execute();
  await db.schema
    .createTable('revoked_authority')
    .addColumn('issuer_id', text, (column) => column.notNull().references('issuer.id'))
    .addColumn('serial', text, (column) => column.notNull())
    .addColumn('revoked_at', instant, (column) => column.notNull())
    .addColumn('reason', text, (column) => column.notNull())
    .addColumn('crl_number', instant)
    .addPrimaryKeyConstraint('revoked_authority_key', ['issuer_id', 'serial'])
    .execute();
}
