import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parsePolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../../../../tests/testkit/fresh-database.ts';
import { bank } from '../../../ports/register/samples.contract.ts';
import { openRegister, type RegisterPlace } from '../open-register.ts';

interface Subject {
  readonly place: RegisterPlace;
  /** Runs SQL while no register is open; gives the rows of a query. */
  readonly run: (text: string) => Promise<readonly unknown[]>;
  readonly tables: string;
}

const subjects: Readonly<Record<string, () => Promise<Subject>>> = {
  async SQLite() {
    const { path, drop } = await freshDatabase('sqlite');
    onTestFinished(drop);
    const run = async (text: string) => {
      const database = new Sqlite(path);
      try {
        const statement = database.prepare(text);
        return statement.reader ? statement.all() : [statement.run()];
      } finally {
        database.close();
      }
    };
    const tables = `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by 1`;
    return { place: { sqlite: { folder: dirname(path) } }, run, tables };
  },
  async PostgreSQL() {
    const { url, drop } = await freshDatabase('postgres');
    onTestFinished(drop);
    const run = async (text: string) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query(text)).rows;
      } finally {
        await client.end();
      }
    };
    const tables = `select tablename as name from pg_tables where schemaname = 'public' order by 1`;
    return { place: { postgres: { url, poolSize: 2 } }, run, tables };
  },
};

describe.each(Object.entries(subjects))('migrations on %s', (_, make) => {
  it('are not run again by a second start', async () => {
    const { place, run } = await make();
    await (await openRegister(place)).close();
    const done = await run('select * from kysely_migration order by name');
    await (await openRegister(place)).close();
    const steps = readdirSync(import.meta.dirname).filter((file) => /^\d{4}-[a-z-]+\.ts$/.test(file));
    expect(done).toEqual(steps.sort().map((file) => expect.objectContaining({ name: file.replace('.ts', '') })));
    expect(await run('select * from kysely_migration order by name')).toEqual(done);
  });

  it('leave nothing behind when one of them fails, and run once the cause is gone', async () => {
    const { place, run, tables } = await make();
    // The third step makes a table of this name.
    await run('create table session (in_the_way text)');
    await expect(openRegister(place)).rejects.toThrow('already exists');
    expect(await run(tables)).toEqual([{ name: 'session' }]);
    await run('drop table session');
    const register = await openRegister(place);
    await register.change((tx) => tx.banks.insert(bank()));
    await register.close();
  });

  it('of a later release let a node of this one start', async () => {
    const { place, run } = await make();
    await (await openRegister(place)).close();
    await run(
      `insert into kysely_migration (name, timestamp) values ('9999-of-a-later-release', '2030-01-01T00:00:00Z')`,
    );
    await run('alter table bank add column of_a_later_release text');
    const register = await openRegister(place);
    const written = bank();
    await register.change((tx) => tx.banks.insert(written));
    expect(await register.read((tx) => tx.banks.get(written.id))).toEqual(written);
    await register.close();
  });

  it.each([
    ['"1.2.392.1"', [{ oid: '1.2.392.1', cps: null, notice: null }]],
    ['null', []],
    ['"2.5.29.32.0"', []],
  ])('leave a bank readable whose one certificate policy was %s', async (stored, certificatePolicies) => {
    const { place, run } = await make();
    const first = await openRegister(place);
    const written = bank({ policy: parsePolicy({ overlapDays: 7 }) });
    await first.change((tx) => tx.banks.insert(written));
    await first.close();
    const { certificatePolicies: _, furtherPurposes, furtherExtensions, ...older } = written.policy;
    const text = JSON.stringify({ ...older, certificatePolicy: JSON.parse(stored) });
    await run(`update bank set policy = '${text}'`);
    const register = await openRegister(place);
    const { policy } = (await register.read((tx) => tx.banks.get(written.id))) ?? {};
    expect(policy).toEqual({ ...written.policy, certificatePolicies });
    await register.close();
  });
});
