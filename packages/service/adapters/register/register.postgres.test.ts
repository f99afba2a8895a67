import pg from 'pg';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { freshDatabase, type PostgresDatabase } from '../../../../tests/testkit/fresh-database.ts';
import { registerContract } from '../../ports/register/register.contract.ts';
import type { Register } from '../../ports/register/register.ts';
import { openRegister } from './open-register.ts';

/** One database for all tests, emptied before each: making one for each costs half a second. */
let database: PostgresDatabase;
beforeAll(async () => {
  database = await freshDatabase('postgres');
  await (await openRegister({ postgres: { url: database.url, poolSize: 1 } })).close();
});
afterAll(() => database.drop());

registerContract('PostgreSQL', async () => {
  await emptyAllTables(database.url);
  const opened: Register[] = [];
  const another = async () => {
    const register = await openRegister({ postgres: { url: database.url, poolSize: 4 } });
    opened.push(register);
    return register;
  };
  onTestFinished(async () => {
    await Promise.all(opened.map((register) => register.close()));
  });
  const register = await another();
  return {
    register,
    nodes: (count) => Promise.all(Array.from({ length: count }, another)),
    async reopen() {
      await register.close();
      return another();
    },
  };
});

async function emptyAllTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = `select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`;
    const { rows } = await client.query<{ tablename: string }>(tables);
    // Replicas do not check references, so the order is free. Truncating takes ten times as long.
    const deletions = rows.map(({ tablename }) => `delete from ${tablename};`);
    await client.query(`begin; set local session_replication_role = replica; ${deletions.join(' ')} commit`);
  } finally {
    await client.end();
  }
}
