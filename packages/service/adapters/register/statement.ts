import {
  type CompiledQuery,
  createQueryId,
  type Insertable,
  type InsertObject,
  type Kysely,
  type QueryResult,
  type RawBuilder,
  sql,
} from 'kysely';
import type { Tables } from './schema.ts';
import { StatementWatch } from './statement-watch.ts';

/** Stands among a statement's parameters for a value that is given when it is run. */
class Placeholder {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

type Given<Values> = <Name extends keyof Values>(name: Name) => RawBuilder<Values[Name]>;
interface Built<Row> {
  compile(db: Kysely<Tables>): CompiledQuery<Row>;
}
type Run<Values, Row> = (db: Kysely<Tables>, values: Values) => Promise<QueryResult<Row>>;

/**
 * A statement that is put together once for each kind of database and then run with other values each time: building and
 * compiling it costs more than running it. `given` stands where a value of the run goes.
 */
export function statement<Values extends object, Row>(
  build: (db: Kysely<Tables>, given: Given<Values>, names: readonly (keyof Values)[]) => Built<Row>,
): Run<Values, Row> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  const compile = (db: Kysely<Tables>, values: Values): CompiledQuery<Row> => {
    const given: Given<Values> = (name) => sql`${new Placeholder(name)}`;
    return build(db.withoutPlugins(), given, namesOf(values)).compile(db.withoutPlugins());
  };
  return async (db, values) => {
    const executor = db.getExecutor();
    let known = compiled.get(executor.adapter);
    if (!known) {
      known = compile(db, values);
      compiled.set(executor.adapter, known);
    }
    const parameters = known.parameters.map((one) =>
      one instanceof Placeholder ? Reflect.get(values, one.name) : one,
    );
    const query = { ...known, parameters, queryId: createQueryId() };
    for (const plugin of executor.plugins) if (plugin instanceof StatementWatch) plugin.begin(query);
    return executor.executeQuery(query);
  };
}

/** The insertion of a row of this table; every row names the same columns. */
export function insertion<Name extends keyof Tables>(table: Name): Run<Insertable<Tables[Name]>, unknown> {
  return statement((db, given, columns) =>
    db.insertInto(table).values(allGiven(given, columns) as InsertObject<Tables, Name>),
  );
}

/** Every one of these values where it is named so. */
export function allGiven<Values>(given: Given<Values>, names: readonly (keyof Values)[]) {
  return Object.fromEntries(names.map((name) => [name, given(name)])) as {
    readonly [Name in keyof Values]: RawBuilder<Values[Name]>;
  };
}

function namesOf<Values extends object>(values: Values): readonly (keyof Values)[] {
  return Object.keys(values) as (keyof Values)[];
}
