import type { Database, Statement } from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect, type SqliteDialectConfig, SqliteQueryCompiler } from 'kysely';
import { failWith, type Opened } from './engine.ts';
import type { Tables } from './schema.ts';
import { translateSqliteError } from './sqlite-file.ts';

export function kyselyOn(database: Database): Opened {
  const dialect = new TransactionalSqliteDialect({
    database: withKeptStatements(database),
    onCreateConnection: failWith(translateSqliteError),
  });
  return { db: new Kysely<Tables>({ dialect }), dialect };
}

/** SQLite does undo changes of tables with their transaction; the ready-made dialect does without. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * SQLite plans a statement with an order or a join by the value that is bound at the time, and anew whenever another is
 * bound, which costs ten times what the statement does. Of an expression it takes no notice, and `+` changes nothing.
 */
class PlanKeepingCompiler extends SqliteQueryCompiler {
  override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

class TransactionalSqliteDialect extends SqliteDialect {
  override createQueryCompiler(): SqliteQueryCompiler {
    return new PlanKeepingCompiler();
  }

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
