import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../../../tests/testkit/fresh-database.ts';
import { countStatements } from '../../../../tests/testkit/statements.ts';
import { bank } from '../../ports/register/samples.contract.ts';
import { chainOnSqlite } from './chains/chain-on-sqlite.ts';
import { sqliteDialect } from './dialect.ts';
import { migrate } from './migrations/migrate.ts';
import { openSqlite } from './sqlite-engine.ts';

async function opened() {
  const { path, drop } = await freshDatabase('sqlite');
  onTestFinished(drop);
  const engine = openSqlite({ folder: dirname(path) }, chainOnSqlite());
  await migrate(engine.db, sqliteDialect);
  return engine;
}

it('changes that are asked for while others run come along: they share their commit', async () => {
  const engine = await opened();
  onTestFinished(() => engine.close());
  await engine.change((tx) => tx.banks.insert(bank()));
  const counting = countStatements();
  const later: Promise<void>[] = [];
  const insert = () => engine.change((tx) => tx.banks.insert(bank()));
  const first = engine.change(async (tx) => {
    await tx.banks.insert(bank());
    for (let i = 0; i < 5; i++) later.push(insert());
  });
  await first;
  await Promise.all(later);
  expect(counting.stop()).toMatchObject({ transactions: 1, statements: 6 });
});

it('changes of a database that cannot even begin one are told so, and so are those after them', async () => {
  const engine = await opened();
  await engine.change((tx) => tx.banks.insert(bank()));
  await engine.db.destroy();
  for (let i = 0; i < 2; i++) {
    await expect(engine.change((tx) => tx.banks.insert(bank()))).rejects.toThrow('not open');
    await turn();
  }
});
