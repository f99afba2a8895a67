import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** A code may be given in a browser: in which, and what was said and shown there. */
export async function addAcquisitionsInBrowsers(db: Kysely<unknown>, { text, instant, bytes }: Dialect): Promise<void> {
  const columns = [
    ['opened_in', text],
    ['opened_at', instant],
    ['password_at', instant],
    ['password_set_at', instant],
    ['token_serial', text],
    ['token_challenge', bytes],
    ['token_challenged_at', instant],
    ['token_proven_at', instant],
  ] as const;
  for (const [column, type] of columns) await db.schema.alterTable('acquisition').addColumn(column, type).execute();
  await db.schema
    .createIndex('acquisition_of_browser')
    .on('acquisition')
    .columns(['opened_in', 'opened_at'])
    .where('opened_in', 'is not', null)
    .execute();
}
