import { AsyncLocalStorage } from 'node:async_hooks';
import type { Register } from '../../ports/register/register.ts';
import { appendOnPostgres } from './chains/append-on-postgres.ts';
import { chainOnSqlite } from './chains/chain-on-sqlite.ts';
import { type Dialect, postgresDialect, sqliteDialect } from './dialect.ts';
import type { Engine, Work } from './engine.ts';
import { migrate } from './migrations/migrate.ts';
import { openPostgres, type PostgresPlace } from './postgres-engine.ts';
import { openSqlite } from './sqlite-engine.ts';

export { FolderInUse } from './sqlite-file.ts';

export type RegisterPlace = { readonly sqlite: { readonly folder: string } } | { readonly postgres: PostgresPlace };

/**
 * Opens the register and brings its tables to this release.
 * Throws `FolderInUse` when another process has the SQLite folder, and a `Refusal` with code `store-unavailable` when
 * the PostgreSQL server does not answer.
 */
export async function openRegister(place: RegisterPlace): Promise<Register> {
  const [engine, dialect]: [Engine, Dialect] =
    'sqlite' in place
      ? [openSqlite(place.sqlite, chainOnSqlite()), sqliteDialect]
      : [openPostgres(place.postgres, appendOnPostgres), postgresDialect];
  try {
    await engine.ready();
    await migrate(engine.db, dialect);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return registerOn(engine);
}

/** Work that asks the register anew would wait for itself (one connection) or see another state: refused at once. */
function registerOn(engine: Engine): Register {
  const running = new AsyncLocalStorage<{ over: boolean }>();
  const refuseInside = () => {
    if (running.getStore()?.over === false) throw new Error('the register was asked anew inside its own transaction');
  };
  const marked =
    <T>(work: Work<T>): Work<T> =>
    (tx) => {
      const run = { over: false };
      const over = () => {
        run.over = true;
      };
      const working = running.run(run, () => work(tx));
      working.then(over, over);
      // Itself, not what follows on it: a statement that nobody awaits is to be found before it comes to its end.
      return working;
    };
  return {
    async change(work) {
      refuseInside();
      return engine.change(marked(work));
    },
    async read(work) {
      refuseInside();
      return engine.read(marked(work));
    },
    async ready() {
      refuseInside();
      await engine.ready();
    },
    async close() {
      refuseInside();
      await engine.close();
    },
  };
}
