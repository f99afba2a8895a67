import type { DatabaseConnection, Kysely } from 'kysely';
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
