import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { CompiledQuery, type DatabaseConnection, type Driver, type Kysely } from 'kysely';
import { type Opened, onConnection } from './engine.ts';
import type { Tables } from './schema.ts';

/**
 * A transaction on a connection of its own, whose statements go out as they are asked for, without waiting for the answers
 * before. What only looks goes out together with the beginning itself; what writes waits until that has succeeded, as it
 * would else be on its own, and stay.
 */
export class PostgresTransaction {
  /** The tables, within the transaction. */
  readonly db: Kysely<Tables>;
  readonly #driver: Driver;
  readonly #connection: DatabaseConnection;
  readonly #begun: Promise<unknown>;

  /** @param how e.g. `isolation level serializable` */
  constructor(opened: Opened, at: { driver: Driver; connection: DatabaseConnection; how: string }) {
    const { driver, connection, how } = at;
    this.#driver = driver;
    this.#connection = connection;
    this.#begun = this.run(`start transaction ${how}`);
    // Whoever waits for it is told.
    this.#begun.catch(() => {});
    let standing = false;
    this.#begun.then(
      () => {
        standing = true;
      },
      () => {},
    );
    this.db = onConnection(opened, async (query) => {
      if (!standing && query.query.kind !== 'SelectQueryNode') await this.#begun;
      return connection.executeQuery(query);
    });
  }

  /** A command of the transaction, behind everything that was asked for before. */
  run(text: string): Promise<unknown> {
    return this.#connection.executeQuery(CompiledQuery.raw(text));
  }

  /** A connection that breaks here leaves open whether the change is there: the answer may have been lost alone. */
  async commit(): Promise<void> {
    await this.#begun;
    try {
      await this.#driver.commitTransaction(this.#connection);
    } catch (error) {
      const unsure = error instanceof Refusal && error.code === 'store-unavailable';
      throw unsure ? refused('store-unavailable', { ...error.detail, outcome: 'unknown' }) : error;
    }
  }

  /** Where the connection is broken, the server undoes by itself. */
  async undo(): Promise<void> {
    await this.#driver.rollbackTransaction(this.#connection).catch(() => {});
  }
}
