import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { type DatabaseConnection, type Driver, Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely';
import type { AppendToChain } from './chains/append.ts';
import { claimChain } from './chains/claim-chain.ts';
import { type Engine, failWith, type Work } from './engine.ts';
import { PostgresChanges } from './postgres-changes.ts';
import { StalePlan, translatePostgresError } from './postgres-errors.ts';
import { openPool } from './postgres-pool.ts';
import { PostgresTransaction } from './postgres-transaction.ts';
import type { Tables } from './schema.ts';
import { runReading } from './transaction.ts';

export interface PostgresPlace {
  readonly url: string;
  /** Connections of this node at most. */
  readonly poolSize: number;
  /** In [0, 1): spreads the pauses before another try. */
  readonly jitter?: () => number;
}

/** The scaled database: any number of nodes, transactions really at the same time. */
export function openPostgres(place: PostgresPlace, append: AppendToChain): Engine {
  const dialect = new RegisterDialect({ pool: openPool(place), onCreateConnection: failWith(translatePostgresError) });
  return new PostgresEngine(dialect, { append, place });
}

class PostgresEngine implements Engine {
  readonly db: Kysely<Tables>;
  readonly #dialect: RegisterDialect;
  readonly #changes: PostgresChanges;
  readonly #running = new Set<Promise<unknown>>();
  /** The connections that have a chain of the audit log. */
  readonly #claimed = new WeakSet<DatabaseConnection>();
  #closed = false;

  constructor(
    dialect: RegisterDialect,
    {
      append,
      place: { poolSize, jitter = Math.random },
    }: { readonly append: AppendToChain; readonly place: PostgresPlace },
  ) {
    this.db = new Kysely<Tables>({ dialect });
    this.#dialect = dialect;
    this.#changes = new PostgresChanges({ append, poolSize, jitter, within: (act) => this.#within('change', act) });
  }

  change<T>(work: Work<T>): Promise<T> {
    return this.#run(() => this.#changes.change(work));
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

  async #read<T>(work: Work<T>): Promise<T> {
    try {
      return await this.#readOnce(work);
    } catch (error) {
      if (error instanceof StalePlan) return this.#readOnce(work);
      throw error;
    }
  }

  /** A snapshot of what was committed when it began: it neither waits for changes nor disturbs them. */
  #readOnce<T>(work: Work<T>): Promise<T> {
    return this.#within('read', async (transaction) => {
      try {
        return await runReading(transaction.db, work);
      } finally {
        await transaction.undo();
      }
    });
  }

  /** A connection from the pool with a transaction that is about to begin; `act` ends it. */
  async #within<T>(kind: keyof typeof beginnings, act: (transaction: PostgresTransaction) => Promise<T>): Promise<T> {
    const acting = this.db.getExecutor().provideConnection(async (connection) => {
      if (kind === 'change' && !this.#claimed.has(connection)) {
        await claimChain(connection);
        this.#claimed.add(connection);
      }
      const at = { driver: this.#dialect.driver, connection, how: beginnings[kind] };
      return act(new PostgresTransaction({ db: this.db, dialect: this.#dialect }, at));
    });
    return acting.catch(fail);
  }
}

const beginnings = {
  change: 'isolation level serializable',
  read: 'isolation level repeatable read read only',
} as const;

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
  /** The one that is used, for what transactions of ours ask of it. */
  readonly driver = super.createDriver();

  override createDriver(): Driver {
    return this.driver;
  }

  override createAdapter(): PostgresAdapter {
    return new AdapterWithoutLock();
  }
}
