import type { Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Mails are looked up by who gets them, for their twins in 重要なお知らせ. */
export async function addMailsOfUsers(db: Kysely<unknown>, { instant }: Dialect): Promise<void> {
  await db.schema.alterTable('mail').addColumn('written_at', instant).execute();
  await db.schema.createIndex('mail_of_user').on('mail').columns(['user_id', 'due_at', 'id']).execute();
}
