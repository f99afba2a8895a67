import { Socket } from 'node:net';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import type { PostgresPlace } from './postgres-engine.ts';

/** Connections whose statements go out without waiting for the answers before, and are prepared by the server once. */
export function openPool({ url, poolSize }: PostgresPlace): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'koshin',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    pipeline: true,
    stream: () => gathering(new Socket()),
    types: { getTypeParser },
  });
  // A connection that breaks while idle, or between two statements, has nobody else to tell; the next statement fails.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const known = new WeakMap<pg.PoolClient, PreparingClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const preparing = known.get(client) ?? new PreparingClient(client);
      known.set(client, preparing);
      return preparing;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

/**
 * Sends what is written in one turn of the event loop together: statements asked for at once need one call of the system.
 * From the moment of connecting on: Node gives a socket that connects its own `write` back.
 */
export function gathering(socket: Socket): Socket {
  const write: (...given: Parameters<Socket['write']>) => boolean = socket.write.bind(socket);
  let gathers = false;
  const gather = (...given: Parameters<Socket['write']>) => {
    if (!gathers) {
      gathers = true;
      socket.cork();
      process.nextTick(() => {
        gathers = false;
        socket.uncork();
      });
    }
    return write(...given);
  };
  return socket.once('connect', () => Object.assign(socket, { write: gather }));
}

/** The SQLSTATE and text with which the server refuses a statement whose table has got another column meanwhile. */
const stalePlan = { code: '0A000', message: 'cached plan must not change result type' };

export function isStalePlan(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === stalePlan.code && error.message === stalePlan.message;
}

/** Names of the texts that are prepared. They are the register's own; should they ever be more, the others go without. */
const names = new Map<string, string>();
const mostNames = 500;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `koshin-${names.size + 1}`;
  names.set(text, name);
  return name;
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  /** After a release that added columns to the tables, everything is prepared anew, under other names. */
  #generation = 1;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('the register uses no cursors');
    return this.#prepared(text, values);
  }

  async #prepared(text: string, values: readonly unknown[]) {
    const name = values.length === 0 ? undefined : nameOf(text);
    const query = { text, values: [...values], ...(name === undefined ? {} : { name: `${name}.${this.#generation}` }) };
    try {
      return await this.#client.query(query);
    } catch (error) {
      if (isStalePlan(error)) this.#generation += 1;
      throw error;
    }
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }
}

/** `bigint` arrives as text by default; ours are milliseconds and sequence numbers, far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format);
