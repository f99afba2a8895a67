import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { describe, expect, it } from 'vitest';
import type { NoticeReader, WrittenNotice } from './records.ts';
import type { OpenForTest } from './register.contract.ts';
import { DuplicateRecord, type Register } from './register.ts';
import { after, contract, event, freshId, type Stock, stockUp, user, writtenNotice } from './samples.contract.ts';

const body = { ja: '**12月6日**に点検します。', en: 'Maintenance on **6 December**.' };
const today = calendarDay('2026-11-22');
const unread = { readAt: null, acknowledgedAt: null };

/** Claims about what banks write to their customers. */
export function writtenNoticesContract(open: OpenForTest): void {
  const write = (register: Register, notice: WrittenNotice, ...readers: readonly NoticeReader[]) =>
    register.change((tx) => tx.writtenNotices.insert({ ...notice, body, readers }));
  const everybody = ({ bank }: Stock): NoticeReader => ({ kind: 'bank', id: bank.id });
  const received = (
    register: Register,
    { user: { bankId, contractId, id: userId } }: Pick<Stock, 'user'>,
    on = today,
  ) => register.read((tx) => tx.writtenNotices.receivedBy({ bankId, contractId, userId, today: on }));
  const idsOf = (notices: readonly WrittenNotice[]) => notices.map(({ id }) => id).toSorted();
  const opened = async () => {
    const { register, nodes } = await open();
    return { register, nodes, mine: await register.change(stockUp) };
  };

  describe('written notices', () => {
    it('come back as they were written, with everything or with nothing that may be missing', async () => {
      const { register, mine } = await opened();
      const bankId = mine.bank.id;
      const bare = writtenNotice({ bankId, lastDay: null });
      const whole = writtenNotice({ bankId, acknowledgementAsked: true, writtenAt: after(1), withdrawnAt: after(5) });
      const readers: NoticeReader[] = [
        { kind: 'contract', id: mine.contract.id },
        { kind: 'user', id: mine.user.id },
      ];
      await write(register, bare, everybody(mine));
      await write(register, whole, ...readers);
      const seen = await register.read(async (tx) => ({
        ofBank: await tx.writtenNotices.ofBank(bankId),
        byNumber: await tx.writtenNotices.byNumber({ bankId, noticeNo: bare.noticeNo }),
        body: await tx.writtenNotices.bodyOf(whole.id),
        readers: [await tx.writtenNotices.readersOf(bare.id), await tx.writtenNotices.readersOf(whole.id)],
        unknown: [
          await tx.writtenNotices.byNumber({ bankId, noticeNo: '99999999' }),
          await tx.writtenNotices.bodyOf(freshId()),
        ],
      }));
      expect(seen).toEqual({
        ofBank: [whole, bare],
        byNumber: bare,
        body,
        readers: [[everybody(mine)], readers.toSorted((a, b) => (a.id < b.id ? -1 : 1))],
        unknown: [null, null],
      });
    });

    it('have a number that their bank gave once, whatever other banks gave', async () => {
      const { register, mine } = await opened();
      const other = await register.change(stockUp);
      const first = writtenNotice({ bankId: mine.bank.id });
      await write(register, first, everybody(mine));
      const { noticeNo } = first;
      await write(register, writtenNotice({ bankId: other.bank.id, noticeNo }), everybody(other));
      const again = write(register, writtenNotice({ bankId: mine.bank.id, noticeNo }), everybody(mine));
      await expect(again).rejects.toBeInstanceOf(DuplicateRecord);
      expect(await register.read((tx) => tx.writtenNotices.ofBank(mine.bank.id))).toEqual([first]);
    });

    it('are received by everybody of the bank, by a contract’s users or by one, each once', async () => {
      const { register, mine } = await opened();
      const bankId = mine.bank.id;
      const colleague = user({ bankId, contractId: mine.contract.id });
      const otherContract = contract({ bankId });
      const stranger = user({ bankId, contractId: otherContract.id });
      await register.change(async (tx) => {
        await tx.users.insert(colleague);
        await tx.contracts.insert(otherContract);
        await tx.users.insert(stranger);
      });
      const [toAll, toContract, toOne, toBoth] = [1, 2, 3, 4].map(() => writtenNotice({ bankId }));
      if (!toAll || !toContract || !toOne || !toBoth) throw new Error('there are four');
      await write(register, toAll, everybody(mine));
      await write(register, toContract, { kind: 'contract', id: mine.contract.id });
      await write(register, toOne, { kind: 'user', id: mine.user.id });
      await write(
        register,
        toBoth,
        { kind: 'contract', id: mine.contract.id },
        { kind: 'contract', id: otherContract.id },
        { kind: 'user', id: mine.user.id },
      );
      expect(idsOf(await received(register, mine))).toEqual(idsOf([toAll, toContract, toOne, toBoth]));
      expect(idsOf(await received(register, { user: colleague }))).toEqual(idsOf([toAll, toContract, toBoth]));
      expect(idsOf(await received(register, { user: stranger }))).toEqual(idsOf([toAll, toBoth]));
    });

    it('of another bank are never received, whomever they name', async () => {
      const { register, mine } = await opened();
      const other = await register.change(stockUp);
      await write(register, writtenNotice({ bankId: other.bank.id }), everybody(other));
      const naming = writtenNotice({ bankId: other.bank.id });
      const strangers: NoticeReader[] = [everybody(mine), { kind: 'contract', id: mine.contract.id }];
      await write(register, naming, ...strangers, { kind: 'user', id: mine.user.id });
      expect(await received(register, mine)).toEqual([]);
      expect(await received(register, other)).toHaveLength(1);
    });

    it.each([
      ['2026-11-19', 0],
      ['2026-11-20', 1],
      ['2026-11-30', 1],
      ['2026-12-01', 0],
    ])('are received from their first day to their last: on %s %i', async (day, count) => {
      const { register, mine } = await opened();
      await write(register, writtenNotice({ bankId: mine.bank.id }), everybody(mine));
      expect(await received(register, mine, calendarDay(day))).toHaveLength(count);
    });

    it('without a last day are received for ever', async () => {
      const { register, mine } = await opened();
      const lasting = writtenNotice({ bankId: mine.bank.id, lastDay: null });
      await write(register, lasting, everybody(mine));
      expect(await received(register, mine, calendarDay('9999-12-31'))).toEqual([{ ...lasting, ...unread }]);
    });

    it('are withdrawn once; then nobody receives them, and the bank still has them', async () => {
      const { register, mine } = await opened();
      const notice = writtenNotice({ bankId: mine.bank.id });
      await write(register, notice, everybody(mine));
      const withdraw = (at: number, id = notice.id) =>
        register.change((tx) => tx.writtenNotices.withdraw({ id, at: after(at) }));
      expect([await withdraw(5), await withdraw(6), await withdraw(7, freshId())]).toEqual([true, false, false]);
      expect(await received(register, mine)).toEqual([]);
      const kept = await register.read((tx) => tx.writtenNotices.ofBank(mine.bank.id));
      expect(kept).toEqual([{ ...notice, withdrawnAt: after(5) }]);
    });

    it('are read once and acknowledged once per user, and acknowledging is reading', async () => {
      const { register, mine } = await opened();
      const colleague = user({ bankId: mine.bank.id, contractId: mine.contract.id });
      const notice = writtenNotice({ bankId: mine.bank.id });
      await register.change((tx) => tx.users.insert(colleague));
      await write(register, notice, everybody(mine));
      const act = (what: 'markRead' | 'acknowledge', userId: string, at: number) =>
        register.change((tx) => tx.writtenNotices[what]({ id: notice.id, userId, at: after(at) }));
      const states = async (of: Pick<Stock, 'user'>) => {
        const [{ readAt, acknowledgedAt } = unread] = await received(register, of);
        return [readAt, acknowledgedAt];
      };
      expect(await states(mine)).toEqual([null, null]);
      await act('markRead', mine.user.id, 1);
      await act('markRead', mine.user.id, 2);
      expect(await states(mine)).toEqual([after(1), null]);
      await act('acknowledge', mine.user.id, 3);
      await act('acknowledge', mine.user.id, 4);
      await act('markRead', mine.user.id, 5);
      expect(await states(mine)).toEqual([after(1), after(3)]);
      expect(await states({ user: colleague })).toEqual([null, null]);
      await act('acknowledge', colleague.id, 6);
      expect(await states({ user: colleague })).toEqual([after(6), after(6)]);
    });

    it('are read and acknowledged once, however often at the same time', async () => {
      const { register, nodes, mine } = await opened();
      const notice = writtenNotice({ bankId: mine.bank.id });
      await write(register, notice, everybody(mine));
      const key = { id: notice.id, userId: mine.user.id };
      const asked = (await nodes(4)).flatMap((node, index) => [
        node.change((tx) => tx.writtenNotices.markRead({ ...key, at: after(index) })),
        node.change((tx) => tx.writtenNotices.acknowledge({ ...key, at: after(10 + index) })),
      ]);
      await Promise.all(asked);
      const counts = await register.read((tx) => tx.writtenNotices.countsOf(notice.id));
      expect(counts).toEqual({ readers: 1, read: 1, acknowledged: 1 });
    });

    it('count whom they are for now, without the suspended and the closed, and who read and acknowledged them', async () => {
      const { register, mine } = await opened();
      const bankId = mine.bank.id;
      const closed = contract({ bankId, closedAt: after(1) });
      const suspended = user({ bankId, contractId: mine.contract.id, suspendedAt: after(1) });
      const colleague = user({ bankId, contractId: mine.contract.id });
      const former = user({ bankId, contractId: closed.id });
      const elsewhere = await register.change(stockUp);
      await register.change(async (tx) => {
        await tx.contracts.insert(closed);
        for (const one of [suspended, colleague, former]) await tx.users.insert(one);
      });
      const [toAll, toContract, toOne] = [1, 2, 3].map(() => writtenNotice({ bankId }));
      if (!toAll || !toContract || !toOne) throw new Error('there are three');
      await write(register, toAll, everybody(mine));
      await write(
        register,
        toContract,
        { kind: 'contract', id: mine.contract.id },
        { kind: 'user', id: mine.user.id },
        { kind: 'contract', id: closed.id },
      );
      await write(register, toOne, { kind: 'user', id: colleague.id }, { kind: 'user', id: suspended.id });
      await write(register, writtenNotice({ bankId: elsewhere.bank.id }), everybody(elsewhere));
      await register.change(async (tx) => {
        for (const userId of [mine.user.id, former.id]) {
          await tx.writtenNotices.markRead({ id: toAll.id, userId, at: after(2) });
        }
        await tx.writtenNotices.acknowledge({ id: toAll.id, userId: colleague.id, at: after(3) });
      });
      const countsOf = (id: string) => register.read((tx) => tx.writtenNotices.countsOf(id));
      expect(await countsOf(toAll.id)).toEqual({ readers: 2, read: 3, acknowledged: 1 });
      expect(await countsOf(toContract.id)).toEqual({ readers: 2, read: 0, acknowledged: 0 });
      expect(await countsOf(toOne.id)).toEqual({ readers: 1, read: 0, acknowledged: 0 });
    });

    it('are there with all their readers or not at all', async () => {
      const { register, mine } = await opened();
      const notice = writtenNotice({ bankId: mine.bank.id });
      const readers: NoticeReader[] = Array.from({ length: 1201 }, () => ({ kind: 'user', id: freshId() }));
      const cut = register.change(async (tx) => {
        await tx.writtenNotices.insert({ ...notice, body, readers });
        await tx.audit.append(event());
        throw new Error('cut off');
      });
      await expect(cut).rejects.toThrow('cut off');
      expect(await register.read((tx) => tx.writtenNotices.ofBank(mine.bank.id))).toEqual([]);
      await write(register, notice, ...readers);
      expect(await register.read((tx) => tx.writtenNotices.readersOf(notice.id))).toHaveLength(1201);
    });
  });
}
