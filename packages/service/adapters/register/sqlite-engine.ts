import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextRound } from 'node:timers/promises';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Database } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { SqliteChain } from './chains/chain-on-sqlite.ts';
import { type Engine, type Opened, onConnection, type Work } from './engine.ts';
import type { Tables } from './schema.ts';
import { openSqliteFile, translateSqliteError } from './sqlite-file.ts';
import { kyselyOn } from './sqlite-kysely.ts';
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
export function openSqlite({ folder }: { readonly folder: string }, chain: SqliteChain): Engine {
  const database = openSqliteFile(folder);
  return new SqliteEngine(kyselyOn(database), { database, chain });
}

class SqliteEngine implements Engine {
  readonly db: Kysely<Tables>;
  /** The tables for changes and reads: this engine gives the turns, so that no statement has to queue. */
  readonly #inTurn: Promise<Kysely<Tables>>;
  readonly #database: Database;
  readonly #chain: SqliteChain;
  readonly #statements: ReturnType<typeof transactionStatements>;
  readonly #changes: Waiting[] = [];
  readonly #reads: Waiting[] = [];
  #rounds: Promise<void> | null = null;
  #closed = false;

  constructor(opened: Opened, { database, chain }: { readonly database: Database; readonly chain: SqliteChain }) {
    this.db = opened.db;
    this.#inTurn = onItsConnection(opened);
    this.#database = database;
    this.#chain = chain;
    this.#statements = transactionStatements(database);
  }

  change<T>(work: Work<T>): Promise<T> {
    return this.#wait(this.#changes, (db) => runWork(db, this.#chain.append, work));
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
    this.#rounds ??= this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    const db = await this.#inTurn;
    while (this.#reads.length > 0 || this.#changes.length > 0) {
      for (const outcome of await Promise.all(this.#reads.splice(0).map((read) => read.run(db)))) outcome.settle();
      if (this.#changes.length > 0) await this.#commitTogether(db);
      // Lets what has arrived meanwhile join the next group, and everybody else have a turn.
      await nextRound();
    }
    // In the same breath as the last look at the queues: who comes from now on begins anew.
    this.#rounds = null;
  }

  async #commitTogether(db: Kysely<Tables>): Promise<void> {
    const group = this.#changes.splice(0, groupSize);
    try {
      const outcomes = await this.#runTogether(db, group);
      for (const outcome of outcomes) outcome.settle();
    } catch (error) {
      for (const change of group) change.fail(translateSqliteError(error));
    }
  }

  /** @param group who has waited; it gets whoever comes along */
  async #runTogether(db: Kysely<Tables>, group: Waiting[]): Promise<readonly Outcome[]> {
    const { begin, commit, rollback } = this.#statements;
    begin.run();
    try {
      const outcomes: Outcome[] = [];
      while (outcomes.length < group.length) {
        for (const change of group.slice(outcomes.length)) outcomes.push(await this.#runOne(db, change));
        // Who is about to ask comes along: everybody waits while the disk does.
        await nextRound();
        group.push(...this.#changes.splice(0, groupSize - group.length));
      }
      commit.run();
      return outcomes;
    } catch (error) {
      this.#chain.undone();
      if (this.#database.inTransaction) rollback.run();
      throw error;
    }
  }

  async #runOne(db: Kysely<Tables>, change: Waiting): Promise<Outcome> {
    const { savepoint, rollbackToSavepoint, release } = this.#statements;
    savepoint.run();
    const outcome = await change.run(db);
    // A full or broken disk undoes the whole group by itself, not only this change.
    if (!this.#database.inTransaction) throw refused('store-unavailable', { reason: 'rolled back' });
    if (!outcome.succeeded) {
      rollbackToSavepoint.run();
      this.#chain.undone();
    }
    release.run();
    return outcome;
  }
}

/** SQLite has one connection, which Kysely gives back at once and which is used all the same. */
async function onItsConnection(opened: Opened): Promise<Kysely<Tables>> {
  const connection = await opened.db.getExecutor().provideConnection(async (connection) => connection);
  return onConnection(opened, (query) => connection.executeQuery(query));
}

/** Run on the connection itself: they have nothing for Kysely to build, and come with every change. */
function transactionStatements(database: Database) {
  return {
    begin: database.prepare('begin immediate'),
    commit: database.prepare('commit'),
    rollback: database.prepare('rollback'),
    savepoint: database.prepare('savepoint one'),
    rollbackToSavepoint: database.prepare('rollback to one'),
    release: database.prepare('release one'),
  };
}
