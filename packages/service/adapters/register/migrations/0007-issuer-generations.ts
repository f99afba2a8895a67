import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** From when on a generation of an issuing CA signs in place of the one before it; null: since it was made. */
export async function addIssuerGenerations(db: Kysely<unknown>, { instant }: Dialect): Promise<void> {
  await db.schema.alterTable('issuer').addColumn('takes_over_at', instant).execute();
}
