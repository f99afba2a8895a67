import { type CompiledQuery, type DatabaseConnection, DummyDriver, Kysely, PostgresDialect } from 'kysely';
import { describe, expect, it } from 'vitest';
import { bank } from '../../ports/register/samples.contract.ts';
import { PostgresTransaction } from './postgres-transaction.ts';
import type { Tables } from './schema.ts';
import { runWork } from './transaction.ts';

/** A connection that notes what goes out; the beginning is answered when the test says so. */
function noted() {
  const beginning = Promise.withResolvers<void>();
  const sent: string[] = [];
  const connection: DatabaseConnection = {
    async executeQuery({ sql }: CompiledQuery) {
      sent.push(sql.replace(/ .*/s, ''));
      if (sql.startsWith('start')) await beginning.promise;
      return { rows: [] };
    },
    streamQuery() {
      throw new Error('nothing is streamed');
    },
  };
  const dialect = new PostgresDialect({ pool: async () => Promise.reject(new Error('there is no server')) });
  const db = new Kysely<Tables>({ dialect });
  const at = { driver: new DummyDriver(), connection, how: 'isolation level serializable' };
  return { sent, beginning, transaction: new PostgresTransaction({ db, dialect }, at) };
}

const append = async () => {};
const turn = () => new Promise(setImmediate);

describe('a transaction on PostgreSQL', () => {
  it('sends what only looks along with its beginning, and what writes when it has begun', async () => {
    const { sent, beginning, transaction } = noted();
    const working = runWork(transaction.db, append, async (tx) => {
      await Promise.all([tx.banks.get('one'), tx.users.get('two')]);
      await tx.banks.insert(bank());
    });
    await turn();
    expect(sent).toEqual(['start', 'select', 'select']);
    beginning.resolve();
    await working;
    expect(sent).toEqual(['start', 'select', 'select', 'insert']);
  });

  it('writes nothing when it could not begin: it would be on its own, and stay', async () => {
    const { sent, beginning, transaction } = noted();
    const working = runWork(transaction.db, append, async (tx) => {
      await tx.banks.get('one');
      await tx.banks.insert(bank());
    });
    beginning.reject(new Error('canceled'));
    await expect(working).rejects.toThrow('canceled');
    expect(sent).not.toContain('insert');
  });

  it('that could not begin is not committed, also when its work has only looked', async () => {
    const { beginning, transaction } = noted();
    await runWork(transaction.db, append, (tx) => tx.banks.get('one'));
    beginning.reject(new Error('canceled'));
    await expect(transaction.commit()).rejects.toThrow('canceled');
  });
});
