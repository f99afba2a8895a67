import { type Kysely, type KyselyPlugin, sql } from 'kysely';
import type { Tables } from './schema.ts';

type Query = Parameters<KyselyPlugin['transformQuery']>[0];
type Result = Parameters<KyselyPlugin['transformResult']>[0];

/**
 * Watches the statements of one transaction, so that work which forgets to await one, or swallows the failure of one,
 * is found at once instead of writing into a later transaction.
 */
export class StatementWatch implements KyselyPlugin {
  readonly #unfinished = new Set<Query['queryId']>();
  readonly #kind: 'change' | 'read';
  #over = false;

  constructor(kind: 'change' | 'read') {
    this.#kind = kind;
  }

  transformQuery({ node, queryId }: Query): Query['node'] {
    this.begin({ query: node, queryId });
    return node;
  }

  /** A statement that was compiled before is about to run. */
  begin({ query, queryId }: { readonly query: Query['node']; readonly queryId: Query['queryId'] }): void {
    if (this.#over) throw new Error('the register was asked through a transaction that is over');
    if (this.#kind === 'read' && query.kind !== 'SelectQueryNode') throw new Error('a read must not write');
    this.#unfinished.add(queryId);
  }

  async transformResult({ queryId, result }: Result): Promise<Result['result']> {
    this.#unfinished.delete(queryId);
    return result;
  }

  /** Throws unless every statement has succeeded. */
  expectAllDone(): void {
    if (this.#unfinished.size === 0) return;
    throw new Error('work returned while a statement was under way or had failed: await every call on the transaction');
  }

  /** Lets through nothing more, and waits for what is under way, which would else land in the next transaction. */
  async end(db: Kysely<Tables>): Promise<void> {
    this.#over = true;
    if (this.#unfinished.size === 0) return;
    // Statements of one connection run in the order of asking; this one is asked last.
    await sql`select 1`.execute(db).catch(() => {});
  }
}
