import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { OpenForTest } from './register.contract.ts';
import { bank, event, noon, type Stock, stockUp, user } from './samples.contract.ts';

/** Claims about `change` and `read`. */
export function transactionContract(open: OpenForTest): void {
  describe('change', () => {
    it('is durable when it returns: who opens the database anew finds it', async () => {
      const { register, reopen } = await open();
      const written = bank();
      await register.change((tx) => tx.banks.insert(written));
      const anew = await reopen();
      expect(await anew.read((tx) => tx.banks.get(written.id))).toEqual(written);
    });

    it('shows the work what it has itself written', async () => {
      const { register } = await open();
      const written = bank();
      const seen = await register.change(async (tx) => {
        await tx.banks.insert(written);
        return tx.banks.get(written.id);
      });
      expect(seen).toEqual(written);
    });

    it('does nothing of work that throws, and hands on what it threw', async () => {
      const { register } = await open();
      const [written, thrown] = [bank(), new Error('no')];
      const change = register.change(async (tx) => {
        await tx.banks.insert(written);
        throw thrown;
      });
      await expect(change).rejects.toBe(thrown);
      expect(await register.read((tx) => tx.banks.get(written.id))).toBeNull();
    });

    it('leaves its neighbours alone when it throws', async () => {
      const { register } = await open();
      const banks = Array.from({ length: 12 }, () => bank());
      const outcomes = await Promise.allSettled(
        banks.map((one, index) =>
          register.change(async (tx) => {
            await tx.banks.insert(one);
            if (index % 3 === 1) throw new Error('no');
          }),
        ),
      );
      const kept = await register.read((tx) => tx.banks.all());
      expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(banks.map((_, index) => index % 3 !== 1));
      expect(kept.map(({ id }) => id)).toEqual(banks.filter((_, index) => index % 3 !== 1).map(({ id }) => id));
    });

    it('runs as if one after the other: of forty that add one at the same time, none is lost', async () => {
      const { register, nodes } = await open();
      const { user: counter } = await register.change(stockUp);
      const addOne = (on: typeof register) =>
        on.change(async (tx) => {
          const now = await tx.users.get(counter.id);
          if (now) await tx.users.update({ ...now, passwordFailures: now.passwordFailures + 1 });
        });
      const four = await nodes(4);
      await Promise.all(four.flatMap((node) => Array.from({ length: 10 }, () => addOne(node))));
      const counted = await register.read((tx) => tx.users.get(counter.id));
      expect(counted).toMatchObject({ passwordFailures: 40, version: 41 });
    });

    it('lets no two decide on what the other is changing (write skew)', async () => {
      const { register, nodes } = await open();
      const [two, pair] = [await nodes(2), await register.change(twoUsers)];
      // Each suspends its own user unless the other is suspended: one after the other, only one can be.
      const suspend = (on: typeof register, own: string, other: string) =>
        on.change(async (tx) => {
          const [mine, theirs] = [await tx.users.get(own), await tx.users.get(other)];
          if (mine && theirs?.suspendedAt === null) await tx.users.update({ ...mine, suspendedAt: noon });
        });
      const [a, b] = pair;
      const [first, second] = two;
      if (!first || !second) throw new Error('two nodes were asked for');
      await Promise.all([suspend(first, a, b), suspend(second, b, a)]);
      const suspended = await register.read(async (tx) => [await tx.users.get(a), await tx.users.get(b)]);
      expect(suspended.filter((one) => one?.suspendedAt !== null)).toHaveLength(1);
    });

    it('refuses work that does not await a call, and keeps nothing of it', async () => {
      const { register } = await open();
      const written = bank();
      const change = register.change(async (tx) => {
        tx.banks.insert(written).catch(() => {});
      });
      await expect(change).rejects.toThrow('await every call');
      await pause(20);
      expect(await register.read((tx) => tx.banks.get(written.id))).toBeNull();
    });

    it('refuses work that swallows a failed call, and keeps nothing of it', async () => {
      const { register } = await open();
      const [taken, written] = [bank(), bank()];
      await register.change((tx) => tx.banks.insert(taken));
      const change = register.change(async (tx) => {
        await tx.banks.insert(written);
        await tx.banks.insert(taken).catch(() => {});
      });
      await expect(change).rejects.toThrow('had failed');
      expect(await register.read((tx) => tx.banks.get(written.id))).toBeNull();
    });

    it('lets nothing through once it is over', async () => {
      const { register } = await open();
      const [late, written] = [bank(), bank()];
      const kept = await register.change(async (tx) => {
        await tx.banks.insert(written);
        return { tx };
      });
      await expect(kept.tx.banks.insert(late)).rejects.toThrow('is over');
      expect(await register.read((tx) => tx.banks.get(late.id))).toBeNull();
    });

    it('refuses at once to be asked for anything by its own work', async () => {
      const { register } = await open();
      const asked = 'asked anew inside its own transaction';
      for (const again of [
        () => register.read(async () => {}),
        () => register.change(async () => {}),
        () => register.ready(),
        () => register.close(),
      ]) {
        await expect(register.change(again)).rejects.toThrow(asked);
        await expect(register.read(again)).rejects.toThrow(asked);
      }
    });

    it('can be asked by what its work has started, once it is over', async () => {
      const { register } = await open();
      let later: Promise<unknown> | undefined;
      await register.change(async (tx) => {
        later = pause(300).then(() => register.read((view) => view.banks.all()));
        await tx.banks.insert(bank());
      });
      expect(await later).toHaveLength(1);
    });

    it('runs its work in the asynchronous context of who asked for it', async () => {
      const { register } = await open();
      const context = new AsyncLocalStorage<number>();
      const numbers = Array.from({ length: 8 }, (_, index) => index);
      const seen = await Promise.all(
        numbers.map((number) => context.run(number, () => register.change(async () => context.getStore()))),
      );
      expect(seen).toEqual(numbers);
    });
  });

  describe('read', () => {
    it('shows one state, however busily it is changed', async () => {
      const { register, nodes } = await open();
      const [a, b] = await register.change(twoUsers);
      const [writer = register, reader = register] = await nodes(2);
      // Each change moves one failure from a to b: the sum stays.
      const move = async () => {
        for (let moved = 0; moved < 30; moved += 1) {
          await writer.change(async (tx) => {
            const [from, to] = [await tx.users.get(a), await tx.users.get(b)];
            if (!from || !to) throw new Error('a user is missing');
            await tx.users.update({ ...from, passwordFailures: from.passwordFailures - 1 });
            await tx.users.update({ ...to, passwordFailures: to.passwordFailures + 1 });
          });
        }
      };
      const sums: number[] = [];
      const look = async () => {
        for (let looked = 0; looked < 60; looked += 1) {
          const [one, other] = await reader.read(async (tx) => [await tx.users.get(a), await tx.users.get(b)] as const);
          sums.push((one?.passwordFailures ?? 0) + (other?.passwordFailures ?? 0));
        }
      };
      await Promise.all([move(), look()]);
      expect(new Set(sums)).toEqual(new Set([0]));
      expect(await register.read((tx) => tx.users.get(b))).toMatchObject({ passwordFailures: 30 });
    });

    it('shows nothing of a change that is still to be undone', async () => {
      const { register, nodes } = await open();
      const [writer = register, reader = register] = await nodes(2);
      const written = bank();
      const changes = Array.from({ length: 10 }, () =>
        writer
          .change(async (tx) => {
            await tx.banks.insert(written);
            await tx.banks.get(written.id);
            throw new Error('no');
          })
          .catch(() => {}),
      );
      const looks = Array.from({ length: 10 }, () => reader.read((tx) => tx.banks.get(written.id)));
      await Promise.all(changes);
      expect(await Promise.all(looks)).toEqual(Array.from({ length: 10 }, () => null));
    });

    it('changes nothing, even when its work tries to', async () => {
      const { register } = await open();
      const read = register.read(async (tx) => Reflect.apply(Reflect.get(tx.audit, 'append'), tx.audit, [event()]));
      await expect(read).rejects.toThrow();
      expect(await register.read((tx) => tx.audit.of({}))).toEqual([]);
    });
  });

  describe('a closed register', () => {
    it('refuses with store-unavailable', async () => {
      const { register } = await open();
      await register.close();
      await expect(register.ready()).rejects.toMatchObject({ code: 'store-unavailable' });
      await expect(register.read((tx) => tx.banks.all())).rejects.toMatchObject({ code: 'store-unavailable' });
      await expect(register.change(stockUp)).rejects.toMatchObject({ code: 'store-unavailable' });
    });

    it('has finished what was asked before', async () => {
      const { register, reopen } = await open();
      const banks = Array.from({ length: 10 }, () => bank());
      const changes = banks.map((one) => register.change((tx) => tx.banks.insert(one)));
      await Promise.all([register.close(), ...changes]);
      const anew = await reopen();
      expect(await anew.read((tx) => tx.banks.all())).toHaveLength(10);
    });
  });
}

async function twoUsers(tx: Parameters<typeof stockUp>[0]): Promise<readonly [string, string]> {
  const stock: Stock = await stockUp(tx);
  const other = user({ bankId: stock.bank.id, contractId: stock.contract.id });
  await tx.users.insert(other);
  return [stock.user.id, other.id];
}
