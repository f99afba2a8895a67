import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextRound } from 'node:timers/promises';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Database, Statement } from 'better-sqlite3';
import {
  type ControlledTransaction,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  sql,
} from 'kysely';
import { type Engine, failWith, type Work } from './engine.ts';
import type { Tables } from './schema.ts';
import { openSqliteFile, translateSqliteError } from './sqlite-file.ts';
import { runReading, runWork } from './transaction.ts';

/** At most so many changes share one commit; the event loop is theirs meanwhile. */
const groupSize = 64;

interface Waiting {
  /** Runs the work in the asynchronous context of its caller; gives what settles the caller's promise. */
  run(db: Kysely<Tables>): Promise<Outcome>;
  fail(error: unknown): void;
}

interface Outcome {
  readonly succeeded: boolean;
  settle(): void;
}

/**
 * The embedded database. One connection, so work takes turns:
 * - changes that wait at the same time run one after the other, each in a savepoint, and share one commit; none is
 *   answered before it, not even with a refusal, as that may rest on what its neighbours wrote;
 * - reads run between the groups, so they see nothing uncommitted. (A second connection for them is not to be had: the
 *   exclusive lock that keeps other processes out keeps it out, too.)
 */
export function openSqlite({ folder }: { readonly folder: string }): Engine {
  const database = openSqliteFile(folder);
  const dialect = new TransactionalSqliteDialect({
    database: withKeptStatements(database),
    onCreateConnection: failWith(translateSqliteError),
  });
  return new SqliteEngine(new Kysely<Tables>({ dialect }), database);
}

class SqliteEngine implements Engine {
  readonly db: Kysely<Tables>;
  readonly #database: Database;
  readonly #changes: Waiting[] = [];
  readonly #reads: Waiting[] = [];
  #rounds: Promise<void> | null = null;
  #closed = false;

  constructor(db: Kysely<Tables>, database: Database) {
    this.db = db;
    this.#database = database;
  }

  change<T>(work: Work<T>): Promise<T> {
    return this.#wait(this.#changes, (db) => runWork(db, work));
  }

  read<T>(work: Work<T>): Promise<T> {
    return this.#wait(this.#reads, (db) => runReading(db, work));
  }

  async ready(): Promise<void> {
    await this.#wait(this.#reads, (db) => sql`select 1`.execute(db));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#rounds;
    await this.db.destroy();
  }

  #wait<T>(queue: Waiting[], run: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(refused('store-unavailable', { reason: 'closed' }));
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const inCallersContext = AsyncLocalStorage.snapshot();
    queue.push({
      fail: reject,
      run: (db) =>
        inCallersContext(() => run(db)).then(
          (result) => ({ succeeded: true, settle: () => resolve(result) }),
          (error: unknown) => ({ succeeded: false, settle: () => reject(error) }),
        ),
    });
    this.#rounds ??= this.#work().finally(() => {
      this.#rounds = null;
    });
    return promise;
  }

  async #work(): Promise<void> {
    while (this.#reads.length > 0 || this.#changes.length > 0) {
      for (const outcome of await Promise.all(this.#reads.splice(0).map((read) => read.run(this.db)))) outcome.settle();
      const group = this.#changes.splice(0, groupSize);
      if (group.length > 0) await this.#commitTogether(group);
      // Lets what has arrived meanwhile join the next group, and everybody else have a turn.
      await nextRound();
    }
  }

  async #commitTogether(group: readonly Waiting[]): Promise<void> {
    try {
      const transaction = await this.db.startTransaction().execute();
      const outcomes = await this.#runEach(group, transaction).catch(async (error: unknown) => {
        await transaction
          .rollback()
          .execute()
          .catch(() => {});
        throw error;
      });
      for (const outcome of outcomes) outcome.settle();
    } catch (error) {
      for (const change of group) change.fail(error);
    }
  }

  async #runEach(group: readonly Waiting[], transaction: ControlledTransaction<Tables>): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const change of group) {
      await sql`savepoint one`.execute(transaction);
      const outcome = await change.run(transaction);
      outcomes.push(outcome);
      if (outcome.succeeded) {
        await sql`release one`.execute(transaction);
        continue;
      }
      // A full or broken disk undoes the whole group by itself, not only this change.
      if (!this.#database.inTransaction) throw refused('store-unavailable', { reason: 'rolled-back' });
      await sql`rollback to one`.execute(transaction);
      await sql`release one`.execute(transaction);
    }
    await transaction.commit().execute();
    return outcomes;
  }
}

/** SQLite does undo changes of tables with their transaction; the ready-made dialect does without. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/** Prepares each text once. The texts are the register's own few, so they are kept for good. */
function withKeptStatements(database: Database): Extract<SqliteDialectConfig['database'], { prepare: unknown }> {
  const kept = new Map<string, Statement<unknown[]>>();
  return {
    close: () => database.close(),
    prepare(text) {
      const known = kept.get(text) ?? database.prepare<unknown[]>(text);
      kept.set(text, known);
      return {
        reader: known.reader,
        all: (parameters) => known.all(...parameters),
        run: (parameters) => known.run(...parameters),
        iterate: (parameters) => known.iterate(...parameters),
      };
    },
  };
}
