import { inject } from 'vitest';

/**
 * The URL of the superuser on this run's PostgreSQL cluster, which is started by the first who asks. Databases in it
 * are `fresh-database.ts`'s; a test that stops or kills the server starts one of its own (`cluster.ts`).
 */
export async function postgresUrl(): Promise<string> {
  const answer = await fetch(inject('postgresStarter'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the tests' PostgreSQL did not start: ${text}`);
  return text;
}
