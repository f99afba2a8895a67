import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  DummyDriver,
  Kysely,
  type QueryResult,
} from 'kysely';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Tables } from './schema.ts';

export type Work<T> = (tx: RegisterTransaction) => Promise<T>;

/** An open database: how it keeps the register's contract for transactions. */
export interface Engine {
  readonly db: Kysely<Tables>;
  change<T>(work: Work<T>): Promise<T>;
  read<T>(work: Work<T>): Promise<T>;
  ready(): Promise<void>;
  close(): Promise<void>;
}

type Execute = <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>;

export interface Opened {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
}

/** Never asked: the tables of a transaction run on its connection. */
const noDriver = new DummyDriver();

/** The same tables, whose statements run by this: at once and in the order of asking, where Kysely's own would queue. */
export function onConnection({ db, dialect }: Opened, execute: Execute): Kysely<Tables> {
  const connection: DatabaseConnection = {
    executeQuery: execute,
    streamQuery() {
      throw new Error('the register streams nothing');
    },
  };
  const executor = db.getExecutor().withConnectionProvider({ provideConnection: (consumer) => consumer(connection) });
  return new Kysely({ config: { dialect }, dialect, driver: noDriver, executor });
}

/** Has every statement of a connection fail with the port's errors instead of the driver's. */
export function failWith(translate: (error: unknown) => unknown): (connection: DatabaseConnection) => Promise<void> {
  return async (connection) => {
    const execute = connection.executeQuery.bind(connection);
    connection.executeQuery = async (query, options) => {
      try {
        return await execute(query, options);
      } catch (error) {
        throw translate(error);
      }
    };
  };
}
