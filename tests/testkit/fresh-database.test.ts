import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase, type Template } from './fresh-database.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postgres(template?: Template) {
  const database = await freshDatabase('postgres', template);
  onTestFinished(database.drop);
  return database;
}

describe('a fresh PostgreSQL database', () => {
  it('shows nothing of what another one holds', async () => {
    const [one, other] = [await postgres(), await postgres()];
    await query(one.url, 'CREATE TABLE branch (code text)');
    expect(await query(one.url, 'SELECT code FROM branch')).toEqual([]);
    await expect(query(other.url, 'SELECT code FROM branch')).rejects.toThrow('relation "branch" does not exist');
  });

  it('is made from its template once, however many ask at the same time', async () => {
    let made = 0;
    const template = {
      name: 'counted',
      make: async (url: string) => {
        made += 1;
        await query(url, `CREATE TABLE answer AS SELECT 42 AS value`);
      },
    };
    const three = await Promise.all([postgres(template), postgres(template), postgres(template)]);
    for (const { url } of three) expect(await query(url, 'SELECT value FROM answer')).toEqual([{ value: 42 }]);
    expect(made).toBe(1);
  });

  it('makes a template anew after one that failed half way', async () => {
    const half = {
      name: 'half',
      make: (url: string) => query(url, 'CREATE TABLE a (b int); SELECT 1/0').then(() => {}),
    };
    await expect(freshDatabase('postgres', half)).rejects.toThrow('division by zero');
    const whole = { name: 'half', make: (url: string) => query(url, 'CREATE TABLE whole (b int)').then(() => {}) };
    expect(await query((await postgres(whole)).url, 'SELECT b FROM whole')).toEqual([]);
  });

  it('is gone after drop, also from under who is connected', async () => {
    const { url, drop } = await freshDatabase('postgres');
    const client = new pg.Client({ connectionString: url });
    const cutOff = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await drop();
    expect(String(await cutOff)).toMatch(/terminat/);
    await expect(query(url, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  it('syncs what it commits, as PostgreSQL does where nobody says otherwise', async () => {
    const { url } = await postgres();
    const settings = await query(
      url,
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') ORDER BY 1`,
    );
    expect(settings).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
  });
});

describe('a fresh SQLite database', () => {
  it('holds what its template wrote and is gone after drop', async () => {
    const make = async (path: string) => {
      new Sqlite(path).exec('CREATE TABLE answer (value); INSERT INTO answer VALUES (42)').close();
    };
    const { path, drop } = await freshDatabase('sqlite', { name: 'answer', make });
    const opened = new Sqlite(path, { fileMustExist: true });
    expect(opened.prepare('SELECT value FROM answer').all()).toEqual([{ value: 42 }]);
    opened.close();
    await drop();
    expect(() => new Sqlite(path, { fileMustExist: true })).toThrow(/directory does not exist|unable to open/);
  });
});
