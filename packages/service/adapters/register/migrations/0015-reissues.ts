import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** A code may be for a certificate in the place of another. */
export async function addReissues(db: Kysely<unknown>, { text }: Dialect): Promise<void> {
  const reissued = (column: string) => db.schema.alterTable('acquisition').addColumn(column, text);
  await reissued('reissued_certificate_id').execute();
  await reissued('reissued_fate').execute();
}
