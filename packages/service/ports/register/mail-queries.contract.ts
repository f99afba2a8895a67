import { addDays, calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { describe, expect, it } from 'vitest';
import type { Mail, MailProgress } from './records.ts';
import type { OpenForTest } from './register.contract.ts';
import type { Register } from './register.ts';
import { after, event, freshId, mail, noon, stockUp } from './samples.contract.ts';

const hour = 3_600_000;

/** Claims about mails and how far their stages have come. */
export function mailQueriesContract(open: OpenForTest): void {
  const get = (register: Register, id: string) => register.read((tx) => tx.mails.get(id));
  const plan = (register: Register, ...mails: readonly Mail[]) => register.change((tx) => tx.mails.plan(mails));
  /** Of which a server, or we, have done something since. */
  const planAndChange = async (register: Register, mail: Mail): Promise<Mail> => {
    await plan(register, mail);
    await register.change((tx) => tx.mails.update(mail));
    return { ...mail, version: 2 };
  };
  const claim = (register: Register, at: number, limit = 10) =>
    register.change((tx) => tx.mails.claim({ now: after(at), until: after(at + hour), limit }));
  const opened = async () => {
    const { register } = await open();
    return { register, ...(await register.change(stockUp)) };
  };

  describe('mails', () => {
    it('come back as they were planned and changed, with everything or with nothing that may be missing', async () => {
      const { register, own, certificate } = await opened();
      const [bare, whole] = [
        mail(own),
        mail({
          ...own,
          ...{ subjectId: certificate.id, certificateId: certificate.id, state: 'unreachable', reason: 'refused' },
          ...{ tries: 3, firstTryAt: after(1), address: 'keiri@aoba.example', answer: '550 5.1.1 unknown' },
          ...{
            letter: { kind: 'first-stage', daysLeft: 30, signed: true, title: null },
            writtenAt: after(1),
            sentAt: after(2),
          },
        }),
      ];
      await plan(register, bare);
      const changed = await planAndChange(register, whole);
      expect([await get(register, bare.id), await get(register, whole.id)]).toEqual([bare, changed]);
      expect(await get(register, freshId())).toBeNull();
    });

    it('are there once for a subject, an occasion and a recipient: a second is not written, and the first stays', async () => {
      const { register, own, certificate } = await opened();
      const { own: others } = await register.change(stockUp);
      const first = mail({ ...own, subjectId: certificate.id });
      const again = mail({ ...own, subjectId: certificate.id, dueAt: after(9), state: 'skipped' });
      const otherStage = mail({ ...own, subjectId: certificate.id, occasion: '10' });
      const otherPerson = mail({ ...others, subjectId: certificate.id });
      await plan(register, first);
      const written = await plan(register, again, otherStage, otherPerson);
      expect([...written].toSorted()).toEqual([otherStage.id, otherPerson.id].toSorted());
      expect([...(await plan(register))]).toEqual([]);
      expect(await get(register, first.id)).toEqual(first);
      expect(await get(register, again.id)).toBeNull();
      expect(await get(register, otherStage.id)).toEqual(otherStage);
      expect(await get(register, otherPerson.id)).toEqual(otherPerson);
    });

    it('of several days, occasions, banks and states, about a certificate, about what was done to one or about neither, are planned at once', async () => {
      const { register, own, certificate } = await opened();
      const { own: others } = await register.change(stockUp);
      const some = [
        mail(own),
        mail({ ...own, dueAt: after(hour) }),
        mail({ ...own, dueAt: after(hour), occasion: '10', state: 'skipped', reason: 'expired' }),
        mail({ ...others, dueAt: after(hour), occasion: '10' }),
        mail(own),
        mail({ ...own, subjectId: certificate.id, certificateId: certificate.id }),
        mail({ ...own, certificateId: certificate.id }),
        mail({ ...own, certificateId: certificate.id, state: 'suppressed', reason: 'renewed' }),
      ];
      expect(await plan(register, ...some)).toEqual(new Set(some.map(({ id }) => id)));
      for (const one of some) expect(await get(register, one.id)).toEqual(one);
    });

    it('of many plans at the same time one is written', async () => {
      const { register, own } = await opened();
      const subjectId = freshId();
      const same = Array.from({ length: 8 }, () => mail({ ...own, subjectId, state: 'waiting' }));
      await Promise.all(same.map((one) => plan(register, one)));
      const found = await Promise.all(same.map(({ id }) => get(register, id)));
      expect(found.filter((one) => one !== null)).toHaveLength(1);
    });

    it('are claimed when their time has come, the longest waiting first, and by nobody else until then', async () => {
      const { register, own } = await opened();
      const [later, sooner, notYet, sent] = [
        mail({ ...own, nextTryAt: after(20) }),
        mail({ ...own, nextTryAt: after(10), dueAt: after(-5) }),
        mail({ ...own, nextTryAt: after(31) }),
        mail({ ...own, nextTryAt: after(1), state: 'sent' }),
      ];
      await plan(register, later, sooner, notYet, sent);
      const claimed = (one: Mail, at: number) => ({ ...one, nextTryAt: after(at + hour), version: 2 });
      expect(await claim(register, 30, 1)).toEqual([claimed(sooner, 30)]);
      expect(await claim(register, 30)).toEqual([claimed(later, 30)]);
      expect(await claim(register, 30)).toEqual([]);
      // Whoever claimed them has broken off.
      expect((await claim(register, 30 + hour)).map(({ id }) => id).toSorted()).toEqual(
        [sooner.id, later.id, notYet.id].toSorted(),
      );
    });

    it('are claimed once, whoever claims at the same time', async () => {
      const { register, own } = await opened();
      await plan(register, ...Array.from({ length: 40 }, () => mail({ ...own, nextTryAt: noon })));
      const taken: Mail[] = [];
      const worker = async () => {
        for (let got = await claim(register, 1, 3); got.length > 0; got = await claim(register, 1, 3))
          taken.push(...got);
      };
      await Promise.all([worker(), worker(), worker(), worker()]);
      expect(taken).toHaveLength(40);
      expect(new Set(taken.map(({ id }) => id)).size).toBe(40);
    });

    it('are changed by who saw them as they are, and by no other', async () => {
      const { register, own } = await opened();
      const one = mail(own);
      await plan(register, one);
      const sent = { ...one, state: 'sent', sentAt: after(3), answer: '250 ok', letter: null } as const;
      await register.change((tx) => tx.mails.update(sent));
      const late = register.change(async (tx) => {
        await tx.audit.append(event());
        await tx.mails.update({ ...one, state: 'suppressed' });
      });
      await expect(late).rejects.toMatchObject({ code: 'changed-meanwhile' });
      expect(await get(register, one.id)).toEqual({ ...sent, version: 2 });
      expect(await register.read((tx) => tx.audit.of({}))).toEqual([]);
    });

    it('of a certificate come in the order in which they are due', async () => {
      const { register, own, certificate } = await opened();
      const about = { ...own, subjectId: certificate.id, certificateId: certificate.id };
      const [ten, thirty] = [mail({ ...about, occasion: '10', dueAt: after(9) }), mail({ ...about, dueAt: after(2) })];
      await plan(register, ten, mail(own), thirty);
      expect(await register.read((tx) => tx.mails.ofCertificate(certificate.id))).toEqual([thirty, ten]);
    });

    it('of a user are those due at an instant or later, the last due first, and nobody else’s', async () => {
      const { register, own } = await opened();
      const { own: others } = await register.change(stockUp);
      const [early, first, second] = [-1, 0, 7].map((at) => mail({ ...own, dueAt: after(at), state: 'sent' }));
      if (!early || !first || !second) throw new Error('three were made');
      await plan(register, second, early, first, mail({ ...others, dueAt: after(3) }));
      const of = (since: number) => register.read((tx) => tx.mails.ofUser({ userId: own.userId, since: after(since) }));
      expect(await of(0)).toEqual([second, first]);
      expect(await of(8)).toEqual([]);
    });

    it('of a user that reached nobody come in the order in which they were due', async () => {
      const { register, own } = await opened();
      const { own: others } = await register.change(stockUp);
      const some = [3, 1, 2].map((at) => mail({ ...own, dueAt: after(at), state: 'unreachable' }));
      await plan(register, ...some, mail(own), mail({ ...others, state: 'unreachable' }));
      const found = await register.read((tx) => tx.mails.unreachableOf(own));
      expect(found).toEqual(some.toSorted((a, b) => a.dueAt - b.dueAt));
    });

    it('of a bank are listed by state, the last due first, page by page', async () => {
      const { register, own, bank } = await opened();
      const { own: others } = await register.change(stockUp);
      const some = [3, 1, 2, 2].map((at) => mail({ ...own, dueAt: after(at), state: 'unreachable' }));
      const waiting = mail({ ...own, dueAt: after(5) });
      const suppressed = mail({ ...own, dueAt: after(4), state: 'suppressed' });
      await plan(register, ...some, waiting, suppressed, mail({ ...others, state: 'unreachable' }));
      const pages: Mail[] = [];
      for (;;) {
        const page = await register.read((tx) =>
          tx.mails.list({
            bankId: bank.id,
            states: ['unreachable', 'suppressed'],
            after: pages.at(-1) ?? null,
            limit: 2,
          }),
        );
        if (page.length === 0) break;
        pages.push(...page);
      }
      const expected = [suppressed, ...some].toSorted((a, b) => b.dueAt - a.dueAt || (a.id < b.id ? 1 : -1));
      expect(pages).toEqual(expected);
    });
  });

  describe('mails of a clock that ran ahead', () => {
    it('are removed where they are due later and nobody has tried them, some at a time', async () => {
      const { register, own } = await opened();
      const { own: others } = await register.change(stockUp);
      const early = [1, 2, 3].map((at) => mail({ ...own, dueAt: after(at), state: at === 2 ? 'skipped' : 'waiting' }));
      const stay = [
        await planAndChange(register, mail({ ...own, dueAt: after(1), tries: 1 })),
        mail({ ...own, dueAt: noon }),
        mail({ ...own, dueAt: after(1), state: 'sent' }),
        mail({ ...own, dueAt: after(1), occasion: 'renewed' }),
        mail({ ...others, dueAt: after(1) }),
      ];
      await plan(register, ...early, ...stay.slice(1));
      const takeBack = () =>
        register.change((tx) => tx.mails.takeBack({ bankId: own.bankId, stage: '30', now: noon, limit: 2 }));
      expect([await takeBack(), await takeBack(), await takeBack()]).toEqual([2, 1, 0]);
      for (const { id } of early) expect(await get(register, id)).toBeNull();
      for (const one of stay) expect(await get(register, one.id)).toEqual(one);
    });

    it('wait anew where they were skipped of late, or put off for too long', async () => {
      const { register, own } = await opened();
      const skipped = (at: number) => mail({ ...own, dueAt: after(at), state: 'skipped', reason: 'expired' });
      const [late, old, off, soon] = [
        skipped(-hour),
        skipped(-3 * hour),
        mail({ ...own, nextTryAt: after(hour + 1) }),
        mail({ ...own, nextTryAt: after(hour) }),
      ];
      await plan(register, late, old, off, soon);
      const key = { bankId: own.bankId, now: noon, since: after(-2 * hour), latest: after(hour) };
      await register.change((tx) => tx.mails.wake(key));
      const awake = { state: 'waiting', reason: null, nextTryAt: noon, version: 2 } as const;
      expect(await get(register, late.id)).toEqual({ ...late, ...awake });
      expect(await get(register, off.id)).toEqual({ ...off, ...awake });
      for (const one of [old, soon]) expect(await get(register, one.id)).toEqual(one);
    });
  });

  describe('how far a stage has come', () => {
    const progressOf = (register: Register, bankId: string, stage = '30') =>
      register.read((tx) => tx.mails.progress({ bankId, stage }));
    const done = calendarDay('2026-12-21');

    it('is kept for each bank and stage, and moves only from where it was seen', async () => {
      const { register, bank } = await opened();
      const begun = { bankId: bank.id, stage: '30', done, lastId: null, version: 0 };
      const set = (progress: Partial<MailProgress>) =>
        register.change((tx) => tx.mails.setProgress({ ...begun, ...progress }));
      expect(await progressOf(register, bank.id)).toBeNull();
      await set({});
      expect(await progressOf(register, bank.id)).toEqual({ ...begun, version: 1 });
      await set({ version: 1, lastId: 'a', done: addDays(done, 1) });
      expect(await progressOf(register, bank.id)).toEqual({
        ...begun,
        lastId: 'a',
        done: addDays(done, 1),
        version: 2,
      });
      await expect(set({ version: 1, lastId: 'b' })).rejects.toMatchObject({ code: 'changed-meanwhile' });
      expect(await progressOf(register, bank.id, '10')).toBeNull();
    });

    it('is begun by one of many', async () => {
      const { register, bank } = await opened();
      const begin = () =>
        register.change(async (tx) => {
          const key = { bankId: bank.id, stage: '10' };
          if ((await tx.mails.progress(key)) !== null) return false;
          await tx.mails.setProgress({ ...key, done, lastId: null, version: 0 });
          return true;
        });
      const began = await Promise.all([begin(), begin(), begin(), begin()]);
      expect(began.filter(Boolean)).toHaveLength(1);
    });
  });
}
