import { beforeTheFirst } from '@koshin/pki/audit/event-text.ts';
import { describe, expect, it } from 'vitest';
import { followChains } from './follow-chains.contract.ts';
import type { OpenForTest } from './register.contract.ts';
import type { Register } from './register.ts';
import { after, bank, event, noon } from './samples.contract.ts';

/** Claims about the chains of the audit log and their checkpoints (R32). */
export function auditChainsContract(open: OpenForTest): void {
  describe('the chains of the audit log', () => {
    it('begin with nothing', async () => {
      const { register } = await open();
      expect(await register.read((tx) => tx.chains.heads())).toEqual([]);
      expect(await register.read((tx) => tx.chains.countUnchained())).toBe(0);
    });

    it('hold an event as it was written, with the hash of its text', async () => {
      const { register } = await open();
      const written = event({
        bankId: 'mihon',
        actor: { kind: 'customer', id: 'そ"\\\n\u2028\u007f' },
        subject: { a: 'ï\u0001"\ud800', 9: 1, last: false, b: null, c: -7 },
        refNo: '01234567',
      });
      await register.change((tx) => tx.audit.append(written));
      const [chained] = await followChains(register);
      expect(chained).toMatchObject({
        position: 1,
        previous: beforeTheFirst,
        at: noon,
        bankId: 'mihon',
        act: written.act,
        actor: written.actor,
        subject: JSON.stringify(written.subject),
        refNo: '01234567',
      });
    });

    it('take up each change’s events one after the other, with one hash upon the other', async () => {
      const { register, reopen } = await open();
      const writeThree = (on: Register) =>
        on.change(async (tx) => {
          for (let index = 0; index < 3; index += 1) await tx.audit.append(event({ at: after(index) }));
        });
      await writeThree(register);
      await writeThree(register);
      const anew = await reopen();
      await writeThree(anew);
      const all = await followChains(anew, 2);
      expect(all.map(({ at }) => at).toSorted()).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2].map(after));
    });

    it('go on without a gap after changes that were undone, alone or among others', async () => {
      const { register } = await open();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, (_, index) =>
          register.change(async (tx) => {
            await tx.audit.append(event({ refNo: String(index) }));
            await tx.audit.append(event({ refNo: String(index) }));
            if (index % 3 === 1) throw new Error('no');
          }),
        ),
      );
      await register.change((tx) => tx.audit.append(event({ refNo: 'last' })));
      const kept = outcomes.flatMap(({ status }, index) => (status === 'fulfilled' ? [String(index)] : []));
      expect(kept).toHaveLength(20);
      const expected = [...kept, ...kept, 'last'].toSorted();
      expect((await followChains(register)).map(({ refNo }) => refNo).toSorted()).toEqual(expected);
    });

    it('go on without a gap after work that did not await its events', async () => {
      const { register } = await open();
      for (let round = 0; round < 5; round += 1) {
        const careless = register.change(async (tx) => {
          await tx.audit.append(event({ refNo: 'lost' }));
          tx.audit.append(event({ refNo: 'lost' })).catch(() => {});
        });
        await expect(careless).rejects.toThrow('await every call');
        await register.change((tx) => tx.audit.append(event({ refNo: 'kept' })));
      }
      expect((await followChains(register)).map(({ refNo }) => refNo)).toEqual(Array.from({ length: 5 }, () => 'kept'));
    });

    it('lose no event of many nodes that write at the same time, and none waits for another', async () => {
      const { register, nodes } = await open();
      const four = await nodes(4);
      let tries = 0;
      const write = (on: Register, name: string) =>
        on.change(async (tx) => {
          tries += 1;
          await tx.audit.append(event({ refNo: `${name} a` }));
          await tx.audit.append(event({ refNo: `${name} b` }));
        });
      const names = Array.from({ length: 25 }, (_, index) => index);
      await Promise.all(four.flatMap((node, which) => names.map((name) => write(node, `${which} ${name}`))));
      // A change that had crossed another's chain would have been tried again.
      expect(tries).toBe(100);
      const all = await followChains(register, 7);
      const written = [0, 1, 2, 3].flatMap((which) =>
        names.flatMap((name) => [`${which} ${name} a`, `${which} ${name} b`]),
      );
      expect(all.map(({ refNo }) => refNo).toSorted()).toEqual(written.toSorted());
      expect(await register.read((tx) => tx.chains.countUnchained())).toBe(0);
      const heads = await register.read((tx) => tx.chains.heads());
      expect(heads.reduce((sum, { position }) => sum + position, 0)).toBe(200);
      expect(heads.map(({ chain }) => chain)).toEqual(heads.map(({ chain }) => chain).toSorted((a, b) => a - b));
    });

    it('are read up to the position asked for, and not further', async () => {
      const { register } = await open();
      await register.change(async (tx) => {
        for (let index = 0; index < 5; index += 1) await tx.audit.append(event());
      });
      const [head] = await register.read((tx) => tx.chains.heads());
      if (!head) throw new Error('there is a chain');
      const { chain } = head;
      const range = { chain, after: null, upTo: 4, limit: 3 };
      const page = await register.read((tx) => tx.chains.events(range));
      expect(page.map(({ position }) => position)).toEqual([1, 2, 3]);
      const rest = await register.read((tx) => tx.chains.events({ ...range, after: page.at(-1) ?? null }));
      expect(rest.map(({ position }) => position)).toEqual([4]);
      expect(await register.read((tx) => tx.chains.events({ ...range, chain: 77 }))).toEqual([]);
    });
  });

  describe('checkpoints', () => {
    it('and their keys come back as they were written, in order', async () => {
      const { register } = await open();
      const checkpoints = [1, 2, 3].map((number) => ({
        number,
        text: `{"number":${number}}`,
        signature: Uint8Array.of(number, 0, 255),
      }));
      const keys = ['audit-checkpoint-1', 'a-later-one'].map((keyName) => ({
        keyName,
        publicKey: Uint8Array.of(0x30, 0),
        recordedAt: noon,
      }));
      expect(await register.read((tx) => tx.checkpoints.latest())).toBeNull();
      await register.change(async (tx) => {
        for (const checkpoint of checkpoints) await tx.checkpoints.insert(checkpoint);
        for (const key of keys) await tx.checkpoints.recordKey(key);
      });
      expect(await register.read((tx) => tx.checkpoints.latest())).toEqual(checkpoints[2]);
      expect(await register.read((tx) => tx.checkpoints.after({ number: 0, limit: 2 }))).toEqual(
        checkpoints.slice(0, 2),
      );
      expect(await register.read((tx) => tx.checkpoints.after({ number: 2, limit: 9 }))).toEqual(checkpoints.slice(2));
      expect(await register.read((tx) => tx.checkpoints.keys())).toEqual(keys);
    });

    it('have each number once, and each key one name', async () => {
      const { register } = await open();
      const write = () =>
        register.change(async (tx) => {
          await tx.banks.insert(bank());
          await tx.checkpoints.insert({ number: 1, text: '{}', signature: Uint8Array.of(1) });
        });
      await write();
      await expect(write()).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'id' });
      const name = () =>
        register.change((tx) =>
          tx.checkpoints.recordKey({ keyName: 'k', publicKey: Uint8Array.of(1), recordedAt: noon }),
        );
      await name();
      await expect(name()).rejects.toMatchObject({ name: 'DuplicateRecord', rule: 'id' });
      expect(await register.read((tx) => tx.banks.all())).toHaveLength(1);
    });
  });
}
