import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresUrl } from './postgres/postgres-url.ts';

export interface SqliteDatabase {
  readonly engine: 'sqlite';
  /** Of the database's file, alone in its folder; there is no file yet unless a template made one. */
  readonly path: string;
  readonly drop: () => Promise<void>;
}

export interface PostgresDatabase {
  readonly engine: 'postgres';
  readonly url: string;
  /** Cuts off who is connected. */
  readonly drop: () => Promise<void>;
}

/** What stands in a database from the start. `make` gets SQLite's path or PostgreSQL's URL and must disconnect. */
export interface Template {
  /** Small letters and underscores. On PostgreSQL the first of a run with this name is made, the others are copied. */
  readonly name: string;
  readonly make: (place: string) => Promise<void>;
}

/** An empty database of the caller's own, or a copy of the template. Call `drop` when done (`afterAll`). */
export async function freshDatabase(engine: 'sqlite', template?: Template): Promise<SqliteDatabase>;
export async function freshDatabase(engine: 'postgres', template?: Template): Promise<PostgresDatabase>;
export async function freshDatabase(
  engine: 'sqlite' | 'postgres',
  template?: Template,
): Promise<SqliteDatabase | PostgresDatabase>;
export async function freshDatabase(
  engine: 'sqlite' | 'postgres',
  template?: Template,
): Promise<SqliteDatabase | PostgresDatabase> {
  return engine === 'sqlite' ? freshSqlite(template) : freshPostgres(template);
}

async function freshSqlite(template: Template | undefined): Promise<SqliteDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-sqlite-'));
  const path = join(folder, 'koshin.sqlite');
  await template?.make(path);
  return { engine: 'sqlite', path, drop: async () => rmSync(folder, { recursive: true, force: true }) };
}

async function freshPostgres(template: Template | undefined): Promise<PostgresDatabase> {
  const server = await postgresUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const source = template ? await templateDatabase(server, template) : 'template1';
  await withConnection(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${source}`));
  return {
    engine: 'postgres',
    url: urlOf(server, name),
    drop: async () => {
      await withConnection(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The template's database; made by the first, while the other test files of the run wait for the advisory lock. */
async function templateDatabase(server: string, { name, make }: Template): Promise<string> {
  if (!/^[a-z_]{1,40}$/.test(name)) throw new Error(`a template's name has small letters and underscores, not ${name}`);
  const database = `template_${name}`;
  await withConnection(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [database]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount !== 0) return;
    const unfinished = `unfinished_${name}`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
    await make(urlOf(server, unfinished));
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${database}`);
  });
  return database;
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Closing the connection releases its advisory locks. */
async function withConnection<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
