import { existsSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresCluster, startPostgresCluster } from './cluster.ts';

const query = async (sql: string) => {
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
};

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster();
});
afterAll(() => cluster.remove());

describe('a cluster of its own', () => {
  it('keeps over SIGKILL what was committed', async () => {
    await query('CREATE TABLE kept AS SELECT 7 AS value');
    await cluster.kill();
    await expect(query('SELECT 1')).rejects.toThrow(/ECONNREFUSED|terminated|ECONNRESET/);
    await cluster.start();
    expect(await query('SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  it('answers on the same port after stop and start', async () => {
    await cluster.stop();
    await expect(query('SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await cluster.start();
    expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('leaves no folder behind', async () => {
    expect(existsSync(cluster.folder)).toBe(true);
    await cluster.remove();
    expect(existsSync(cluster.folder)).toBe(false);
  });
});
