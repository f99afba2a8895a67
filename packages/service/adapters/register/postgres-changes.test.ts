import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase, type PostgresDatabase } from '../../../../tests/testkit/fresh-database.ts';
import { countStatements } from '../../../../tests/testkit/statements.ts';
import type { Register, RegisterTransaction } from '../../ports/register/register.ts';
import { bank, event, stockUp } from '../../ports/register/samples.contract.ts';
import { openRegister } from './open-register.ts';
import { cutOff } from './testing/postgres-connections.ts';

describe('changes that wait for a place on PostgreSQL', () => {
  let database: PostgresDatabase;
  beforeAll(async () => {
    database = await freshDatabase('postgres');
  });
  afterAll(() => database.drop());

  /** A node with one place, and a change that holds it until it is let go. */
  async function busyNode() {
    const register = await openRegister({ postgres: { url: database.url, poolSize: 1 } });
    onTestFinished(() => register.close());
    const { promise: letGo, resolve } = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    const holding = register.change(async (tx) => {
      await tx.banks.get('nobody');
      began.resolve();
      await letGo;
    });
    await began.promise;
    return { register, letGo: resolve, holding };
  }
  const insert = (register: Register, id: string, also?: (tx: RegisterTransaction) => Promise<void>) =>
    register.change(async (tx) => {
      await tx.banks.insert(bank({ id }));
      await also?.(tx);
      return id;
    });
  const kept = async (register: Register, ids: readonly string[]) => {
    const all = new Set((await register.read((tx) => tx.banks.all())).map(({ id }) => id));
    return ids.filter((id) => all.has(id));
  };

  it('share the next transaction, and each is answered with its own result', async () => {
    const { register, letGo, holding } = await busyNode();
    const ids = Array.from({ length: 10 }, (_, index) => `sharing-${index}`);
    const asked = ids.map((id) => insert(register, id));
    const counting = countStatements();
    letGo();
    await holding;
    expect(await Promise.all(asked)).toEqual(ids);
    expect(counting.stop()).toMatchObject({ transactions: 1, statements: 10 });
    expect(await kept(register, ids)).toEqual(ids);
  });

  it('fail alone: neighbours of one that throws are kept, and of that one nothing, not even its audit events', async () => {
    const { register, letGo } = await busyNode();
    const thrown = new Error('no');
    const refuse = async (tx: RegisterTransaction) => {
      await tx.audit.append(event({ refNo: 'undone' }));
      throw thrown;
    };
    const ids = ['failing-0', 'failing-1', 'failing-2', 'failing-3'];
    const asked = ids.map((id, index) => insert(register, id, index % 2 === 1 ? refuse : undefined));
    letGo();
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(outcomes[3]).toMatchObject({ reason: thrown });
    expect(await kept(register, ids)).toEqual(['failing-0', 'failing-2']);
    const events = await register.read((tx) => tx.audit.of({}));
    expect(events.filter(({ refNo }) => refNo === 'undone')).toEqual([]);
  });

  it('are not even refused before the commit on which the refusal may rest', async () => {
    const { register, letGo } = await busyNode();
    const order: string[] = [];
    const refused = insert(register, 'before', async () => {
      throw new Error('no');
    }).catch(() => order.push('refused'));
    const last = insert(register, 'after', async () => void order.push('last has run'));
    letGo();
    await Promise.all([refused, last]);
    expect(order).toEqual(['last has run', 'refused']);
  });

  it('find the row of a neighbour that broke their unique rule, when they are run once more', async () => {
    const { register, letGo } = await busyNode();
    let looks = 0;
    const eitherWay = () =>
      register.change(async (tx) => {
        looks += 1;
        if (looks > 2 && (await tx.banks.get('unique'))) return 'found';
        await tx.banks.insert(bank({ id: 'unique' }));
        return 'made';
      });
    const asked = [eitherWay(), eitherWay()];
    letGo();
    expect(await Promise.all(asked)).toEqual(['made', 'found']);
  });

  it('are all run again when another node has crossed one of them, and take effect once', async () => {
    const other = await openRegister({ postgres: { url: database.url, poolSize: 1 } });
    onTestFinished(() => other.close());
    const { user } = await other.change(stockUp);
    const { register, letGo } = await busyNode();
    let crossed = false;
    const addOne = () =>
      register.change(async (tx) => {
        const now = await tx.users.get(user.id);
        if (!now) throw new Error('the user is missing');
        if (!crossed) {
          crossed = true;
          await other.change((theirs) => theirs.users.update({ ...now, passwordFailures: 100 }));
        }
        await tx.users.update({ ...now, passwordFailures: now.passwordFailures + 1 });
      });
    const asked = [insert(register, 'crossed-0'), addOne(), addOne(), insert(register, 'crossed-1')];
    letGo();
    await Promise.all(asked);
    expect(await register.read((tx) => tx.users.get(user.id))).toMatchObject({ passwordFailures: 102, version: 4 });
    expect(await kept(register, ['crossed-0', 'crossed-1'])).toHaveLength(2);
  });

  it('are all unanswered and undone when the connection breaks, but none is lost that was answered', async () => {
    const { register, letGo } = await busyNode();
    const ids = ['broken-0', 'broken-1', 'broken-2'];
    const breakOff = async (tx: RegisterTransaction) => {
      await cutOff(database.url);
      await tx.audit.append(event());
    };
    const asked = ids.map((id, index) => insert(register, id, index === 1 ? breakOff : undefined));
    letGo();
    for (const outcome of await Promise.allSettled(asked)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'store-unavailable' } });
    }
    expect(await kept(register, ids)).toEqual([]);
  });
});
