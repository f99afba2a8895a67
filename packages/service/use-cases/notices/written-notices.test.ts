import { addDays, calendarDay, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { noticeNumber } from '@koshin/lifecycle/notices/notice-number.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { noticeDraft, written } from '../../../../tests/testkit/bank/written-notice.ts';
import { describeSession } from '../login/describe-session.ts';
import type { Means } from '../means.ts';
import { listWrittenNotices, openWrittenNotice } from './find-written-notices.ts';
import { listNotices, renewalSubject } from './list-notices.ts';
import { acknowledgeNotice, readNotice, showNotice } from './read-notice.ts';
import { withdrawNotice } from './withdraw-notice.ts';
import { previewNotice, writeNotice } from './write-notice.ts';

let means: TestMeans;
let bank: TestBank;
beforeEach(async () => {
  means = await testMeans();
  bank = await testBank(means);
});
afterEach(() => means.close());

async function loggedIn(customer: TestCustomer): Promise<TestBrowser> {
  const browser = new TestBrowser(means, 'mihon');
  await browser.login(customer.certificate);
  return browser;
}
/** Someone with no renewal notice. */
const atEase = () => bank.customer({ daysLeft: 100 });
const list = (browser: TestBrowser, search = '') => listNotices(means, { ...browser.key, search, perPage: 20 });
const eventsOf = async (act: string) =>
  (await means.register.read((tx) => tx.audit.of({ bankId: 'mihon' }))).filter((event) => event.act === act);
const today = () => dayOf(means.clock.now(), bank.bank.policy.zone);
const by = { bankId: 'mihon', operatorId: 'command-line' };

describe('writing a notice', () => {
  it('keeps what was written, and says in the audit for whom, for how long, and by a digest which words', async () => {
    const { contract, user } = await atEase();
    const draft = noticeDraft({
      contracts: [contract.contractNumber, contract.contractNumber],
      users: [user.loginId],
      lastDay: addDays(today(), 3),
      acknowledgementAsked: true,
      body: { ja: '\n\n一行目\r\n二行目\n\n', en: 'One line\n' },
    });
    const { notice } = await writeNotice(means, { ...draft, operatorId: 'operator-1' });
    expect(notice.noticeNo).toBe(noticeNumber(notice.id, 'written'));
    expect(notice).toMatchObject({ firstDay: today(), lastDay: addDays(today(), 3), acknowledgementAsked: true });
    expect(await means.register.read((tx) => tx.writtenNotices.bodyOf(notice.id))).toEqual({
      ja: '一行目\n二行目',
      en: 'One line',
    });
    const [event] = await eventsOf('notice-written');
    expect(event).toMatchObject({
      actor: { kind: 'bank', id: 'operator-1' },
      subject: { noticeId: notice.id, noticeNo: notice.noticeNo, all: false, contracts: 1, users: 1 },
    });
    expect(event?.subject.digest).toMatch(/^[0-9a-f]{64}$/);
    const other = await written(means, { body: { ja: '一行目\n三行目', en: 'One line' } });
    const digests = (await eventsOf('notice-written')).map(({ subject }) => subject.digest);
    expect(new Set(digests).size).toBe(2);
    expect(other.noticeNo).not.toBe(notice.noticeNo);
  });

  it.each([
    [
      { body: { ja: '# 題\n\n<b>x</b>', en: 'x' } },
      { rule: 'markup', ja: 'line 1 heading-level, line 3 html, line 3 html' },
    ],
    [{ body: { ja: 'x', en: '\n\n![x](y)' } }, { rule: 'markup', en: 'line 3 image' }],
    [{ body: { ja: '', en: '`x`' } }, { rule: 'markup', ja: 'line 1 empty', en: 'line 1 code' }],
    [{ subject: { ja: ' ', en: 'x' } }, { rule: 'subject', language: 'ja' }],
    [{ subject: { ja: 'x', en: 'x'.repeat(101) } }, { rule: 'subject', language: 'en' }],
    [{ subject: { ja: '一\n二', en: 'x' } }, { rule: 'subject', language: 'ja' }],
    [{ firstDay: calendarDay('2026-12-24'), lastDay: calendarDay('2026-12-23') }, { rule: 'period' }],
    [{ firstDay: calendarDay('2026-01-01'), lastDay: calendarDay('2026-01-02') }, { rule: 'period' }],
    [{ contracts: ['9999999'] }, { rule: 'no-such-contract', contract: '9999999' }],
    [{ users: ['nobody'] }, { rule: 'no-such-user', user: 'nobody' }],
  ])('is refused for %j, and nothing is there', async (differing, detail) => {
    const refusal = { code: 'notice-refused', detail };
    await expect(written(means, differing)).rejects.toMatchObject(refusal);
    await expect(previewNotice(means, noticeDraft(differing))).rejects.toMatchObject(refusal);
    expect(await listWrittenNotices(means, { bankId: 'mihon', ended: true })).toEqual([]);
    expect(await eventsOf('notice-written')).toEqual([]);
  });

  it('names no contract that is closed, and nobody of another bank', async () => {
    const reiji = await testBank(means, { name: 'reiji' });
    const { contract, user } = await reiji.customer();
    const closed = {
      ...contract,
      id: 'f'.repeat(32),
      bankId: 'mihon',
      contractNumber: '77',
      closedAt: means.clock.now(),
    };
    await means.register.change((tx) => tx.contracts.insert(closed));
    for (const differing of [
      { users: [user.loginId] },
      { contracts: [contract.contractNumber] },
      { contracts: ['77'] },
    ]) {
      await expect(written(means, differing)).rejects.toMatchObject({ code: 'notice-refused' });
    }
    await expect(written(means, { bankId: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('draws again where the number was given before', async () => {
    const [first, second] = twoIdsOfOneNumber();
    const ids = [first, second, `${'0'.repeat(31)}7`];
    const chance = {
      bytes: (length: number) => (length === 16 ? Buffer.from(ids.shift() ?? '', 'hex') : Buffer.alloc(length)),
    };
    const drawing: Means = { ...means, chance };
    const one = await written(drawing);
    const two = await written(drawing);
    expect(one.id).toBe(first);
    expect(two.id).toBe(`${'0'.repeat(31)}7`);
    expect(two.noticeNo).not.toBe(one.noticeNo);
  });

  it('of a preview writes nothing', async () => {
    const { letter, readers } = await previewNotice(means, noticeDraft());
    expect(readers).toEqual([{ kind: 'bank', id: 'mihon' }]);
    expect(letter.en).toMatchObject([{ kind: 'paragraph' }]);
    expect(await listWrittenNotices(means, { bankId: 'mihon', ended: true })).toEqual([]);
  });
});

/** Of numbers with eight digits two are soon the same. */
function twoIdsOfOneNumber(): readonly [string, string] {
  const known = new Map<string, string>();
  for (let i = 0; ; i += 1) {
    const id = (i * 2_654_435_761).toString(16).padStart(32, '0');
    const number = noticeNumber(id, 'written');
    const before = known.get(number);
    if (before !== undefined) return [before, id];
    known.set(number, id);
  }
}

describe('a written notice in a customer’s list', () => {
  it('is there for whom it is, from its first day to its last, and gone when it is withdrawn', async () => {
    const [customer, stranger] = [await atEase(), await atEase()];
    const notice = await written(means, {
      contracts: [customer.contract.contractNumber],
      firstDay: addDays(today(), 1),
      lastDay: addDays(today(), 2),
    });
    const counts: number[] = [];
    for (let day = 0; day < 4; day += 1) {
      counts.push((await list(await loggedIn(customer))).count);
      expect((await list(await loggedIn(stranger))).count).toBe(0);
      if (day < 3) means.clock.forward({ days: 1 });
    }
    expect(counts).toEqual([0, 1, 1, 0]);
    const lasting = await written(means);
    expect((await list(await loggedIn(customer))).items).toMatchObject([{ noticeNo: lasting.noticeNo }]);
    await withdrawNotice(means, { noticeNo: lasting.noticeNo, by });
    const browser = await loggedIn(customer);
    expect((await list(browser)).count).toBe(0);
    for (const act of [showNotice, readNotice, acknowledgeNotice]) {
      await expect(act(means, { ...browser.key, noticeNo: lasting.noticeNo })).rejects.toMatchObject({
        code: 'not-found',
      });
    }
    expect(notice.withdrawnAt).toBeNull();
  });

  it('stands below renewals, the newest first, published when it could first be read', async () => {
    const customer = await bank.customer({ daysLeft: 12 });
    await written(means, { subject: { ja: '古', en: 'old' } });
    await written(means, { subject: { ja: '明日', en: 'tomorrow' }, firstDay: addDays(today(), 1) });
    means.clock.forward({ minutes: 300 });
    await written(means, { subject: { ja: '新', en: 'new' } });
    means.clock.forward({ days: 1 });
    const { items } = await list(await loggedIn(customer));
    expect(items.map((one) => (one.kind === 'written' ? one.subject.en : one.kind))).toEqual([
      'renewal',
      'tomorrow',
      'new',
      'old',
    ]);
    expect(items[1]?.publishedDate).toBe(today());
  });

  it('is found by its subject in either language and by its number, and a renewal by what the portal calls it', async () => {
    const browser = await loggedIn(await bank.customer({ daysLeft: 12 }));
    const { noticeNo } = await written(means);
    const kinds = async (search: string) => (await list(browser, search)).items.map(({ kind }) => kind);
    expect(await kinds('maintenance')).toEqual(['written']);
    expect(await kinds('ｼｽﾃﾑ 点検')).toEqual(['written']);
    expect(await kinds(`${noticeNo.slice(0, 4)}-${noticeNo.slice(4)}`)).toEqual(['written']);
    expect(await kinds('更新をお願い')).toEqual(['renewal']);
    expect(await kinds('renew')).toEqual(['renewal']);
    expect(await kinds('')).toEqual(['renewal', 'written']);
    expect(await list(browser, 'なし')).toMatchObject({ items: [], count: 2, unread: 2, found: 0, page: 1, pages: 1 });
    expect(renewalSubject).toEqual(noticeTexts['renewal.subject']);
  });

  it('counts for the badge of the main screen until it is read, and blocks nobody', async () => {
    const browser = await loggedIn(await bank.customer({ daysLeft: 12 }));
    const { noticeNo } = await written(means, { acknowledgementAsked: true });
    const notices = async () => {
      const session = await describeSession(means, browser.key);
      return session.stage === 'open' ? session.notices : null;
    };
    expect(await notices()).toEqual({ count: 2, unread: 2, renewals: 1 });
    await readNotice(means, { ...browser.key, noticeNo });
    expect(await notices()).toEqual({ count: 2, unread: 1, renewals: 1 });
  });

  it('has a number of its own where a renewal has the same, and keeps what was read apart', async () => {
    const customer = await bank.customer({ daysLeft: 12 });
    const renewalNo = noticeNumber(customer.certificate.id, 'renewal');
    const notice = { ...(await previewNotice(means, noticeDraft())).notice, id: 'e'.repeat(32), noticeNo: renewalNo };
    const readers = [{ kind: 'bank' as const, id: 'mihon' }];
    await means.register.change((tx) =>
      tx.writtenNotices.insert({ ...notice, body: { ja: '本文', en: 'body' }, readers }),
    );
    const browser = await loggedIn(customer);
    const { items } = await list(browser);
    const [renewal, other] = items;
    expect(renewal).toMatchObject({ kind: 'renewal', noticeNo: renewalNo });
    expect(other?.noticeNo).toBe(noticeNumber(`${notice.id}:2`, 'written'));
    await readNotice(means, { ...browser.key, noticeNo: other?.noticeNo ?? '' });
    expect((await list(browser)).items.map(({ read }) => read)).toEqual([false, true]);
    await readNotice(means, { ...browser.key, noticeNo: renewalNo });
    expect((await list(browser)).unread).toBe(0);
    const free = await loggedIn(await atEase());
    expect((await list(free)).items).toMatchObject([{ noticeNo: renewalNo, kind: 'written', read: false }]);
  });
});

describe('reading and acknowledging', () => {
  it('happen once, by each user for himself, and are in the audit once', async () => {
    const [mine, others] = [await loggedIn(await atEase()), await loggedIn(await atEase())];
    const { noticeNo, id } = await written(means, { acknowledgementAsked: true });
    const at = means.clock.now();
    for (const _ of [1, 2]) {
      const read = await readNotice(means, { ...mine.key, noticeNo });
      expect(read).toMatchObject({ read: true, acknowledgement: { at: null }, body: { ja: [{}], en: [{}] } });
    }
    for (const _ of [1, 2]) {
      expect(await acknowledgeNotice(means, { ...mine.key, noticeNo })).toMatchObject({ acknowledgement: { at } });
      means.clock.forward({ minutes: 1 });
    }
    expect(await showNotice(means, { ...others.key, noticeNo })).toMatchObject({
      read: false,
      acknowledgement: { at: null },
    });
    expect(await acknowledgeNotice(means, { ...others.key, noticeNo })).toMatchObject({ read: true });
    expect((await list(others)).unread).toBe(0);
    expect((await eventsOf('notice-read')).map(({ subject }) => subject)).toEqual([{ noticeNo, noticeId: id }]);
    expect(await eventsOf('notice-acknowledged')).toHaveLength(2);
    const { counts } = await openWrittenNotice(means, { bankId: 'mihon', noticeNo });
    expect(counts).toEqual({ readers: 2, read: 2, acknowledged: 2 });
  });

  it('is acknowledged only where the bank asks for it', async () => {
    const browser = await loggedIn(await bank.customer({ daysLeft: 12 }));
    const { noticeNo } = await written(means);
    const renewalNo = (await list(browser)).items[0]?.noticeNo ?? '';
    for (const number of [noticeNo, renewalNo, '00000000']) {
      const asked = acknowledgeNotice(means, { ...browser.key, noticeNo: number });
      await expect(asked).rejects.toMatchObject({ code: 'not-found' });
    }
    expect((await list(browser)).unread).toBe(2);
    expect(await eventsOf('notice-acknowledged')).toEqual([]);
  });
});

describe('the operator', () => {
  it('sees what stands there and will, with counts; all of it on request', async () => {
    const { contract, user } = await atEase();
    const over = await written(means, { lastDay: today() });
    means.clock.forward({ days: 1 });
    const gone = await written(means);
    await withdrawNotice(means, { noticeNo: gone.noticeNo, by });
    means.clock.forward({ minutes: 1 });
    const shown = await written(means, { contracts: [contract.contractNumber], users: [user.loginId] });
    means.clock.forward({ minutes: 1 });
    const scheduled = await written(means, { firstDay: addDays(today(), 1) });
    const found = async (ended: boolean) =>
      (await listWrittenNotices(means, { bankId: 'mihon', ended })).map(({ notice, standing }) => [
        notice.id,
        standing,
      ]);
    const current = [
      [scheduled.id, 'scheduled'],
      [shown.id, 'shown'],
    ];
    expect(await found(false)).toEqual(current);
    expect(await found(true)).toEqual([...current, [gone.id, 'withdrawn'], [over.id, 'over']]);
    expect(await openWrittenNotice(means, { bankId: 'mihon', noticeNo: shown.noticeNo })).toMatchObject({
      standing: 'shown',
      counts: { readers: 1, read: 0, acknowledged: 0 },
      forAll: false,
      contracts: [contract.contractNumber],
      users: [user.loginId],
      letter: { en: [{ kind: 'paragraph' }] },
    });
  });

  it('withdraws once, and it is in the audit once', async () => {
    const { noticeNo, id } = await written(means);
    const first = await withdrawNotice(means, { noticeNo, by });
    means.clock.forward({ minutes: 1 });
    expect(await withdrawNotice(means, { noticeNo, by })).toEqual(first);
    expect(await eventsOf('notice-withdrawn')).toMatchObject([
      { actor: { kind: 'bank', id: 'command-line' }, subject: { noticeId: id, noticeNo } },
    ]);
  });

  it('has nothing to do with another bank’s', async () => {
    await testBank(means, { name: 'reiji' });
    const { noticeNo } = await written(means);
    const theirs = { bankId: 'reiji', noticeNo };
    expect(await listWrittenNotices(means, { bankId: 'reiji', ended: true })).toEqual([]);
    await expect(openWrittenNotice(means, theirs)).rejects.toMatchObject({ code: 'not-found' });
    const withdrawn = withdrawNotice(means, { noticeNo, by: { ...by, bankId: 'reiji' } });
    await expect(withdrawn).rejects.toMatchObject({ code: 'not-found' });
    for (const asked of [
      listWrittenNotices(means, { bankId: 'nobody', ended: true }),
      openWrittenNotice(means, { bankId: 'nobody', noticeNo }),
    ]) {
      await expect(asked).rejects.toMatchObject({ code: 'not-found', detail: { bank: 'nobody' } });
    }
  });
});
