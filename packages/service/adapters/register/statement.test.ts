import { dirname } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type SqliteDatabase } from '../../../../tests/testkit/fresh-database.ts';
import type { Tables } from './schema.ts';
import { openSqliteFile } from './sqlite-file.ts';
import { kyselyOn } from './sqlite-kysely.ts';
import { statement } from './statement.ts';
import { StatementWatch } from './statement-watch.ts';

describe('a statement that is put together once', () => {
  let file: SqliteDatabase;
  let db: Kysely<Tables>;
  beforeAll(async () => {
    file = await freshDatabase('sqlite');
    ({ db } = kyselyOn(openSqliteFile(dirname(file.path))));
  });
  afterAll(async () => {
    await db.destroy();
    await file.drop();
  });

  let built = 0;
  const echo = statement<{ one: string | null; other: number }, { one: string; other: number; fixed: string }>(
    (_, given) => {
      built += 1;
      return sql`select ${given('one')} as one, ${given('other')} as other, ${'fixed'} as fixed`;
    },
  );

  it('is run with the values of each run, also at the same time', async () => {
    built = 0;
    const values = [
      { one: 'a', other: 1 },
      { one: null, other: -2 },
      { one: '?', other: 3 },
    ];
    const found = await Promise.all(values.map((given) => echo(db, given)));
    expect(found.map(({ rows }) => rows)).toEqual(values.map((given) => [{ ...given, fixed: 'fixed' }]));
    expect(built).toBe(1);
  });

  it('is watched as any other: not in a transaction that is over, and not to write in one that reads', async () => {
    const watch = new StatementWatch('read');
    const watched = db.withPlugin(watch);
    await expect(echo(watched, { one: 'a', other: 1 })).rejects.toThrow('a read must not write');
    const change = new StatementWatch('change');
    const changing = db.withPlugin(change);
    await echo(changing, { one: 'a', other: 1 });
    change.expectAllDone();
    void echo(changing, { one: 'a', other: 1 });
    expect(() => change.expectAllDone()).toThrow('await every call');
    await change.end(db);
    await expect(echo(changing, { one: 'a', other: 1 })).rejects.toThrow('is over');
  });

  it('keeps the types of its values under the sign that keeps SQLite’s plans', async () => {
    const types = statement<{ text: string; bytes: Buffer }, { plan: string }>(
      (_, given) => sql`select typeof(${given('text')}) || ' ' || typeof(${given('bytes')}) as plan`,
    );
    expect((await types(db, { text: '12', bytes: Buffer.from('x') })).rows).toEqual([{ plan: 'text blob' }]);
    expect(db.selectFrom('bank').selectAll().where('id', '=', 'x').compile().sql).toContain('= +?');
  });
});
