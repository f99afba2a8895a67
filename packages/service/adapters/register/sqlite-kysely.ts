import type { Database, Statement } from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect, type SqliteDialectConfig } from 'kysely';
import { failWith } from './engine.ts';
import type { Tables } from './schema.ts';
import { translateSqliteError } from './sqlite-file.ts';

export function kyselyOn(database: Database): Kysely<Tables> {
  const dialect = new TransactionalSqliteDialect({
    database: withKeptStatements(database),
    onCreateConnection: failWith(translateSqliteError),
  });
  return new Kysely<Tables>({ dialect });
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
