import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Kysely } from 'kysely';
import { DuplicateRecord } from '../../ports/register/register.ts';
import type { AppendToChain } from './chains/append.ts';
import type { Work } from './engine.ts';
import { Conflict, StalePlan } from './postgres-errors.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import type { Tables } from './schema.ts';
import { runWork } from './transaction.ts';
import { Width } from './width.ts';

const tries = 20;
/** From this try on a change has a transaction of its own, so that it meets conflicts for itself alone. */
const aloneFrom = 4;
/** At most so many changes share a transaction. */
const groupSize = 32;

/** Milliseconds before the second try; doubles with each. */
const firstPause = 4;
const longestPause = 250;

interface Waiting {
  /** Counts from 1. */
  tries: number;
  foundDuplicate: boolean;
  /** Runs the work in the asynchronous context of its caller; gives what settles the caller's promise. */
  run(db: Kysely<Tables>): Promise<Outcome>;
  fail(error: unknown): void;
}

type Outcome =
  | { readonly succeeded: true; settle(): void }
  | { readonly succeeded: false; readonly error: unknown; settle(): void };

type Within = <T>(act: (transaction: PostgresTransaction) => Promise<T>) => Promise<T>;

/**
 * Runs changes in serializable transactions. Several run at the same time, as long as they meet no conflicts (`Width`);
 * those that wait meanwhile share the next transaction, one after the other, each in a savepoint: one commit is for all
 * of them, and among themselves they cannot conflict. None is answered before the commit, not even with a refusal, as
 * that may rest on what its neighbours wrote.
 *
 * PostgreSQL locks what a serializable change looked at by pages of an index: while an index is so small that all its
 * entries share a few pages, changes that have nothing to do with each other conflict, the more the more there are.
 */
export class PostgresChanges {
  readonly #within: Within;
  readonly #append: AppendToChain;
  readonly #jitter: () => number;
  readonly #width: Width;
  readonly #waiting: Waiting[] = [];

  constructor(options: { within: Within; append: AppendToChain; poolSize: number; jitter: () => number }) {
    this.#within = options.within;
    this.#append = options.append;
    this.#jitter = options.jitter;
    this.#width = new Width(options.poolSize);
  }

  change<T>(work: Work<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const inCallersContext = AsyncLocalStorage.snapshot();
    this.#ask({
      tries: 1,
      foundDuplicate: false,
      fail: reject,
      run: (db) =>
        inCallersContext(() => runWork(db, this.#append, work)).then(
          (result) => ({ succeeded: true, settle: () => resolve(result) }),
          (error: unknown) => ({ succeeded: false, error, settle: () => reject(error) }),
        ),
    });
    return promise;
  }

  /** Whoever comes to a place first takes others with it; who finds nobody left is done. */
  #ask(change: Waiting): void {
    this.#waiting.push(change);
    void this.#width.run(async () => {
      const group = this.#takeGroup();
      if (group.length > 0) await this.#commitTogether(group);
    });
  }

  /** What waits is shared among the places, in the order of asking. */
  #takeGroup(): readonly Waiting[] {
    const share = Math.min(groupSize, Math.ceil(this.#waiting.length / this.#width.places));
    const alone = this.#waiting.findIndex((change) => change.tries >= aloneFrom);
    return this.#waiting.splice(0, alone === 0 ? 1 : alone > 0 ? Math.min(alone, share) : share);
  }

  async #commitTogether(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#within((transaction) => this.#runTogether(transaction, group));
      this.#width.widen();
      for (const [index, outcome] of outcomes.entries()) this.#settle(group[index], outcome);
    } catch (error) {
      if (error instanceof Conflict && !(error instanceof StalePlan)) this.#width.narrow();
      for (const change of group) {
        if (error instanceof Conflict) void this.#again(change);
        else change.fail(error);
      }
    }
  }

  /** Tried once more: work that looked before it wrote may have looked too early, and now finds the other's row. */
  #settle(change: Waiting | undefined, outcome: Outcome): void {
    const duplicate = !outcome.succeeded && outcome.error instanceof DuplicateRecord;
    if (change && duplicate && !change.foundDuplicate) {
      change.foundDuplicate = true;
      void this.#again(change);
    } else outcome.settle();
  }

  async #again(change: Waiting): Promise<void> {
    if (change.tries === tries) return change.fail(refused('store-unavailable', { reason: 'conflicts', tries }));
    await pause(Math.min(firstPause * 2 ** (change.tries - 1), longestPause) * (0.5 + this.#jitter()));
    change.tries += 1;
    this.#ask(change);
  }

  async #runTogether(transaction: PostgresTransaction, group: readonly Waiting[]): Promise<readonly Outcome[]> {
    try {
      const [only, ...more] = group;
      if (only && more.length === 0) return [await runAlone(transaction, only)];
      const outcomes: Outcome[] = [];
      let end = '';
      for (const change of group) {
        const outcome = await runInSavepoint(transaction, change, `${end}savepoint one`);
        end = outcome.succeeded ? 'release one; ' : 'rollback to one; release one; ';
        outcomes.push(outcome);
      }
      if (outcomes.at(-1)?.succeeded === false) await transaction.run('rollback to one');
      await transaction.commit();
      return outcomes;
    } catch (error) {
      await transaction.undo();
      throw error;
    }
  }
}

async function runAlone(transaction: PostgresTransaction, change: Waiting): Promise<Outcome> {
  const outcome = await change.run(transaction.db);
  if (outcome.succeeded) await transaction.commit();
  else if (outcome.error instanceof Conflict) throw outcome.error;
  else await transaction.undo();
  return outcome;
}

/** @param begin ends the savepoint before and makes its own; a conflict concerns the whole transaction, and is thrown */
async function runInSavepoint(transaction: PostgresTransaction, change: Waiting, begin: string): Promise<Outcome> {
  const begun = transaction.run(begin);
  begun.catch(() => {});
  const outcome = await change.run(transaction.db);
  await begun;
  if (!outcome.succeeded && outcome.error instanceof Conflict) throw outcome.error;
  return outcome;
}
