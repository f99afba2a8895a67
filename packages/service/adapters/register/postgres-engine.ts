import { setTimeout as pause } from 'node:timers/promises';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import {
  type ControlledTransaction,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  type PostgresDialectConfig,
  sql,
} from 'kysely';
import pg from 'pg';
import { DuplicateRecord } from '../../ports/register/register.ts';
import type { AppendToChain } from './chains/append.ts';
import { ChainClaimingDriver } from './chains/chain-claiming-driver.ts';
import { type Engine, failWith, type Work } from './engine.ts';
import { Conflict, translatePostgresError } from './postgres-errors.ts';
import type { Tables } from './schema.ts';
import { runReading, runWork } from './transaction.ts';
import { Width } from './width.ts';

export interface PostgresPlace {
  readonly url: string;
  /** Connections of this node at most. */
  readonly poolSize: number;
  /** In [0, 1): spreads the pauses before another try. */
  readonly jitter?: () => number;
}

const tries = 20;

/** Milliseconds before the second try; doubles with each. */
const firstPause = 4;
const longestPause = 250;

/** The scaled database: any number of nodes, transactions really at the same time. */
export function openPostgres({ url, poolSize, jitter = Math.random }: PostgresPlace, append: AppendToChain): Engine {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'koshin',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    types: { getTypeParser },
  });
  // A connection that breaks while idle, or between two statements, has nobody else to tell; the next statement fails.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const dialect = new RegisterDialect({ pool, onCreateConnection: failWith(translatePostgresError) });
  return new PostgresEngine(new Kysely<Tables>({ dialect }), { jitter, append, poolSize });
}

class PostgresEngine implements Engine {
  readonly db: Kysely<Tables>;
  readonly #jitter: () => number;
  readonly #append: AppendToChain;
  /**
   * PostgreSQL locks what a serializable change looked at by pages of an index: while an index is so small that all its
   * entries share a few pages, changes that have nothing to do with each other conflict, the more the more there are.
   */
  readonly #width: Width;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(
    db: Kysely<Tables>,
    {
      jitter,
      append,
      poolSize,
    }: { readonly jitter: () => number; readonly append: AppendToChain; readonly poolSize: number },
  ) {
    this.db = db;
    this.#jitter = jitter;
    this.#append = append;
    this.#width = new Width(poolSize);
  }

  change<T>(work: Work<T>): Promise<T> {
    return this.#run(() => this.#change(work));
  }

  read<T>(work: Work<T>): Promise<T> {
    return this.#run(() => this.#read(work));
  }

  async ready(): Promise<void> {
    await this.#run(() => sql`select 1`.execute(this.db).catch(fail));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
    await this.db.destroy();
  }

  async #run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#closed) throw refused('store-unavailable', { reason: 'closed' });
    const running = task();
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  async #change<T>(work: Work<T>): Promise<T> {
    let duplicate: DuplicateRecord | null = null;
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        const result = await this.#width.run(() => this.#changeOnce(work));
        this.#width.widen();
        return result;
      } catch (error) {
        // Tried once more: work that looked before it wrote may have looked too early, and now finds the other's row.
        const retry = error instanceof Conflict || (error instanceof DuplicateRecord && duplicate === null);
        if (!retry) throw error;
        if (error instanceof Conflict) this.#width.narrow();
        if (error instanceof DuplicateRecord) duplicate = error;
      }
      await pause(Math.min(firstPause * 2 ** (attempt - 1), longestPause) * (0.5 + this.#jitter()));
    }
    throw refused('store-unavailable', { reason: 'conflicts', tries });
  }

  /** A snapshot of what was committed when it began: it neither waits for changes nor disturbs them. */
  async #read<T>(work: Work<T>): Promise<T> {
    const begin = this.db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    const transaction = await begin.execute().catch(fail);
    try {
      return await runReading(transaction, work);
    } finally {
      await undo(transaction);
    }
  }

  async #changeOnce<T>(work: Work<T>): Promise<T> {
    const transaction = await this.db.startTransaction().setIsolationLevel('serializable').execute().catch(fail);
    try {
      const result = await runWork(transaction, this.#append, work);
      await commit(transaction);
      return result;
    } catch (error) {
      await undo(transaction);
      throw error;
    }
  }
}

/** A connection that breaks here leaves open whether the change is there: the answer may have been lost alone. */
async function commit(transaction: ControlledTransaction<Tables>): Promise<void> {
  try {
    await transaction.commit().execute();
  } catch (error) {
    const unsure = error instanceof Refusal && error.code === 'store-unavailable';
    throw unsure ? refused('store-unavailable', { ...error.detail, outcome: 'unknown' }) : error;
  }
}

/** Also gives the connection back; where it is broken, the server undoes by itself. */
async function undo(transaction: ControlledTransaction<Tables>): Promise<void> {
  await transaction
    .rollback()
    .execute()
    .catch(() => {});
}

function fail(error: unknown): never {
  throw translatePostgresError(error);
}

/**
 * Migrations run in a transaction that holds its own lock (`dialect.ts`). The ready-made one would be given back before
 * the transaction ends, and where a step has failed, giving it back fails, too, and hides why.
 */
class AdapterWithoutLock extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

class RegisterDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createAdapter(): PostgresAdapter {
    return new AdapterWithoutLock();
  }

  override createDriver(): ChainClaimingDriver {
    return new ChainClaimingDriver(this.#config);
  }
}

/** `bigint` arrives as text by default; ours are milliseconds and sequence numbers, far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format);
