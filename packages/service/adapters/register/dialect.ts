import { type ColumnDefinitionBuilder, type Expression, sql, type Transaction } from 'kysely';
import type { Tables } from './schema.ts';

type ColumnType = 'integer' | 'bigint' | 'blob' | 'text' | 'bytea' | Expression<unknown>;
type Column = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;

/** What differs between the two databases once they are open: how columns are declared. All other SQL is the same. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Compared byte by byte, so that order and indexes are the same on every machine. */
  readonly text: ColumnType;
  /** Holds whole milliseconds of the years 0001 to 9999. */
  readonly instant: ColumnType;
  readonly bytes: ColumnType;
  /** A number that rises with every row written. */
  readonly sequence: ColumnType;
  readonly sequenceColumn: Column;
  /** The name by which other rows refer to a row of a table that has a sequence. */
  readonly nameColumn: Column;
  /** Waits until no other start is migrating this database; held until the transaction ends. */
  lockMigrations(transaction: Transaction<Tables>): Promise<void>;
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  text: 'text',
  instant: 'integer',
  bytes: 'blob',
  sequence: 'integer',
  // The sequence is the rowid itself: no second tree.
  sequenceColumn: (column) => column.primaryKey().autoIncrement(),
  nameColumn: (column) => column.notNull().unique(),
  // Whoever has the file open has it alone.
  lockMigrations: async () => {},
};

export const postgresDialect: Dialect = {
  name: 'postgres',
  text: sql`text collate "C"`,
  instant: 'bigint',
  bytes: 'bytea',
  sequence: 'bigint',
  sequenceColumn: (column) => column.generatedAlwaysAsIdentity(),
  nameColumn: (column) => column.notNull().primaryKey(),
  async lockMigrations(transaction) {
    await sql`select pg_advisory_xact_lock(hashtext('koshin migrations'))`.execute(transaction);
  },
};
