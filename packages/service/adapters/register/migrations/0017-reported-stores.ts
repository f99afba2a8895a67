import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Where the helper reported to have put a certificate. */
export async function addReportedStores(db: Kysely<unknown>, { text }: Dialect): Promise<void> {
  await db.schema.alterTable('certificate').addColumn('installed_in', text).execute();
}
