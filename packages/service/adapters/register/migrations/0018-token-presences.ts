import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** The token chosen for a renewal, and whether its device key has signed the challenge. */
export async function createTokenPresences(db: Kysely<unknown>, { text, instant, bytes }: Dialect): Promise<void> {
  await db.schema
    .createTable('token_presence')
    .addColumn('renewal_id', text, (column) => column.primaryKey().references('renewal.id'))
    .addColumn('serial', text, (column) => column.notNull())
    .addColumn('challenge', bytes, (column) => column.notNull())
    .addColumn('challenged_at', instant, (column) => column.notNull())
    .addColumn('proven_at', instant)
    .execute();
}
