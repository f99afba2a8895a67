import Sqlite from 'better-sqlite3';
import pg from 'pg';

export interface Asked {
  /** Begun, to change or to look. */
  readonly transactions: number;
  /** Beside those that begin and end transactions and savepoints. */
  readonly statements: number;
  /** How often PostgreSQL was waited for: statements that go out together count once. */
  readonly roundTrips: number;
}

const ofTransactions = /^(begin|start transaction|commit|rollback|savepoint|release)\b/;
const begins = /^(begin|start transaction)\b/;

/**
 * Counts what this process asks of its databases, by whatever register, from now until `stop`, which gives the numbers.
 * The drivers themselves are watched, so that nothing of the adapters can be overlooked.
 */
export function countStatements(): { readonly stop: () => Asked } {
  const asked = { transactions: 0, statements: 0, roundTrips: 0 };
  const note = (text: string) => {
    if (begins.test(text)) asked.transactions += 1;
    else if (!ofTransactions.test(text)) asked.statements += 1;
  };
  const undo = [watchPostgres(note, () => (asked.roundTrips += 1)), watchSqlite(note)];
  return {
    stop() {
      for (const act of undo) act();
      return asked;
    },
  };
}

function watchPostgres(note: (text: string) => void, trip: () => void): () => void {
  const { prototype } = pg.Client;
  const query: unknown = Reflect.get(prototype, 'query');
  if (typeof query !== 'function') throw new Error('pg has another form');
  const waiting = new WeakSet<object>();
  const watched = function (this: object, ...given: unknown[]): unknown {
    const [config] = given;
    note(textOf(config));
    // Nothing has come back since the statement before: this one goes along with it.
    if (!waiting.has(this)) trip();
    waiting.add(this);
    const result: unknown = Reflect.apply(query, this, given);
    const came = () => waiting.delete(this);
    if (result instanceof Promise) result.then(came, came);
    return result;
  };
  Reflect.set(prototype, 'query', watched);
  return () => Reflect.set(prototype, 'query', query);
}

function textOf(config: unknown): string {
  if (typeof config === 'string') return config;
  if (typeof config === 'object' && config !== null && 'text' in config) return String(config.text);
  return '';
}

function watchSqlite(note: (text: string) => void): () => void {
  const database = new Sqlite(':memory:');
  const prototype: object = Object.getPrototypeOf(database.prepare('select 1'));
  database.close();
  const undo = ['all', 'run'].map((name) => {
    const run: unknown = Reflect.get(prototype, name);
    if (typeof run !== 'function') throw new Error('better-sqlite3 has another form');
    const watched = function (this: object, ...given: unknown[]): unknown {
      note(String(Reflect.get(this, 'source')).trim());
      return Reflect.apply(run, this, given);
    };
    Reflect.set(prototype, name, watched);
    return () => Reflect.set(prototype, name, run);
  });
  return () => {
    for (const act of undo) act();
  };
}
