import { describe, expect, it } from 'vitest';
import type { OpenForTest } from './register.contract.ts';
import { after, bank, contract, event, freshId, issuer, stockUp, user } from './samples.contract.ts';

/** Claims about banks, contracts, users, issuers, notices and the audit log. */
export function customerQueriesContract(open: OpenForTest): void {
  describe('banks', () => {
    it('come back as they were written, all of them in the order of their ids', async () => {
      const { register } = await open();
      const [b, a, c] = [bank({ id: 'b' }), bank({ id: 'a' }), bank({ id: 'C' })];
      await register.change(async (tx) => {
        for (const one of [b, a, c]) await tx.banks.insert(one);
      });
      expect(await register.read((tx) => tx.banks.all())).toEqual([c, a, b]);
      expect(await register.read((tx) => tx.banks.get('a'))).toEqual(a);
      expect(await register.read((tx) => tx.banks.get('d'))).toBeNull();
    });

    it('are changed in all but the id, each by itself', async () => {
      const { register } = await open();
      const [a, b] = [bank({ id: 'a' }), bank({ id: 'b' })];
      await register.change(async (tx) => {
        for (const one of [a, b]) await tx.banks.insert(one);
      });
      const name = { ja: '若葉信用金庫', en: 'Wakaba Shinkin Bank' };
      const changed = { ...a, name, phone: '03-0000-0000', policy: { ...a.policy, overlapDays: 9 } };
      await register.change(async (tx) => {
        await tx.banks.update(changed);
        await tx.banks.update(bank({ id: 'nobody' }));
      });
      expect(await register.read((tx) => tx.banks.all())).toEqual([changed, b]);
    });
  });

  describe('contracts', () => {
    it('come back as they were written', async () => {
      const { register } = await open();
      const { bank: at } = await register.change(stockUp);
      const closed = contract({ bankId: at.id, closedAt: after(9) });
      await register.change((tx) => tx.contracts.insert(closed));
      expect(await register.read((tx) => tx.contracts.get(closed.id))).toEqual(closed);
      expect(await register.read((tx) => tx.contracts.get(freshId()))).toBeNull();
    });

    it('are found by number at their own bank, the closed among them', async () => {
      const { register } = await open();
      const [{ bank: at }, { bank: other }] = [await register.change(stockUp), await register.change(stockUp)];
      const own = { bankId: at.id, contractNumber: '1002031' };
      const same = [contract(own), contract({ ...own, closedAt: after(9) })];
      const elsewhere = contract({ ...own, bankId: other.id });
      await register.change(async (tx) => {
        for (const one of [...same, elsewhere]) await tx.contracts.insert(one);
      });
      const find = (key: typeof own) => register.read((tx) => tx.contracts.byNumber(key));
      expect(await find(own)).toEqual(same);
      expect(await find({ ...own, bankId: other.id })).toEqual([elsewhere]);
      expect(await find({ ...own, contractNumber: '100203' })).toEqual([]);
    });
  });

  describe('users', () => {
    it('are found by id, and by login ID only at their own bank', async () => {
      const { register } = await open();
      const [stock, other] = [await register.change(stockUp), await register.change(stockUp)];
      const filled = user({
        bankId: stock.bank.id,
        contractId: stock.contract.id,
        role: 'administrator',
        passwordHash: null,
        lastLoginAt: null,
        suspendedAt: after(1),
        passwordFailures: 4,
        lockedUntil: after(2),
      });
      await register.change((tx) => tx.users.insert(filled));
      const { loginId } = filled;
      const found = await register.read(async (tx) => [
        await tx.users.get(filled.id),
        await tx.users.byLoginId({ bankId: stock.bank.id, loginId }),
        await tx.users.byLoginId({ bankId: other.bank.id, loginId }),
        await tx.users.byLoginId({ bankId: stock.bank.id, loginId: loginId.toUpperCase() }),
        await tx.users.get(freshId()),
      ]);
      expect(found).toEqual([filled, filled, null, null, null]);
    });

    it('of a bank are its own, in the order of their login IDs', async () => {
      const { register } = await open();
      const [stock] = [await register.change(stockUp), await register.change(stockUp)];
      const [b, a] = ['zz-b', 'zz-a'].map((loginId) =>
        user({ bankId: stock.bank.id, contractId: stock.contract.id, loginId }),
      );
      await register.change(async (tx) => {
        for (const one of [b, a]) if (one) await tx.users.insert(one);
      });
      expect(await register.read((tx) => tx.users.ofBank(stock.bank.id))).toEqual([stock.user, a, b]);
      expect(await register.read((tx) => tx.users.ofBank('nobody'))).toEqual([]);
    });
  });

  describe('issuers', () => {
    it('of a bank come newest generation first; all of them include the roots', async () => {
      const { register } = await open();
      const { bank: at, issuer: first } = await register.change(stockUp);
      const root = issuer({ generation: 7 });
      const [tenth, second] = [10, 2].map((generation) =>
        issuer({
          bankId: at.id,
          generation,
          issuedBy: root.id,
          keyName: `g${generation}`,
          takesOverAt: after(generation),
        }),
      );
      await register.change(async (tx) => {
        for (const one of [root, tenth, second]) if (one) await tx.issuers.insert(one);
      });
      const seen = await register.read(async (tx) => ({
        ofBank: await tx.issuers.ofBank(at.id),
        all: await tx.issuers.all(),
        root: await tx.issuers.get(root.id),
        unknown: await tx.issuers.get(freshId()),
      }));
      expect(seen).toEqual({
        ofBank: [tenth, second, first],
        all: expect.arrayContaining([root, first, second, tenth]),
        root,
        unknown: null,
      });
      expect(seen.all).toHaveLength(4);
    });

    it('give their bytes as plain Uint8Array of their own', async () => {
      const { register } = await open();
      const root = issuer();
      await register.change((tx) => tx.issuers.insert(root));
      const found = await register.read((tx) => tx.issuers.get(root.id));
      expect(found?.certificateDer.constructor).toBe(Uint8Array);
      expect(found?.certificateDer.buffer.byteLength).toBe(root.certificateDer.length);
    });
  });

  describe('notices', () => {
    it('are read once per user and number; again is nothing', async () => {
      const { register } = await open();
      const { user: reader } = await register.change(stockUp);
      const receipt = { userId: reader.id, noticeNo: '00000042', readAt: after(1) };
      const other = { ...receipt, noticeNo: '00000007', readAt: after(3) };
      await register.change((tx) => tx.notices.markRead(receipt));
      await register.change((tx) => tx.notices.markRead({ ...receipt, readAt: after(2) }));
      await register.change((tx) => tx.notices.markRead(other));
      expect(await register.read((tx) => tx.notices.receiptsOf(reader.id))).toEqual([receipt, other]);
      expect(await register.read((tx) => tx.notices.receiptsOf(freshId()))).toEqual([]);
    });

    it('are read once, however often at the same time', async () => {
      const { register, nodes } = await open();
      const { user: reader } = await register.change(stockUp);
      const receipt = { userId: reader.id, noticeNo: '00000042', readAt: after(1) };
      const asked = (await nodes(4)).flatMap((node) => [node, node]);
      await Promise.all(asked.map((node) => node.change((tx) => tx.notices.markRead(receipt))));
      expect(await register.read((tx) => tx.notices.receiptsOf(reader.id))).toEqual([receipt]);
    });
  });

  describe('the audit log', () => {
    it('is told in the order written, whatever the clock said', async () => {
      const { register } = await open();
      const events = [after(5), after(5), after(1)].map((at) => event({ at, subject: {} }));
      const full = event({
        bankId: 'mihon',
        act: 'login-opened',
        actor: { kind: 'customer', id: 'user-1' },
        refNo: '01234567',
      });
      await register.change(async (tx) => {
        for (const one of [...events, full]) await tx.audit.append(one);
      });
      expect(await register.read((tx) => tx.audit.of({}))).toEqual([...events, full]);
    });

    it('is told of one bank, of one subject, or of both', async () => {
      const { register } = await open();
      const [mine, others] = [event({ bankId: 'mihon' }), event({ bankId: 'reiji' })];
      const shared = { renewal: 'r1', certificate: 'c1' };
      const [a, b] = ['mihon', 'reiji'].map((bankId) => event({ bankId, subject: shared }));
      await register.change(async (tx) => {
        for (const one of [mine, a, others, b]) if (one) await tx.audit.append(one);
      });
      const seen = await register.read(async (tx) => [
        await tx.audit.of({ bankId: 'mihon' }),
        await tx.audit.of({ subject: { key: 'renewal', value: 'r1' } }),
        await tx.audit.of({ bankId: 'reiji', subject: { key: 'certificate', value: 'c1' } }),
        await tx.audit.of({ subject: { key: 'certificate', value: 'r1' } }),
      ]);
      expect(seen).toEqual([[mine, a], [a, b], [b], []]);
    });
  });
}
