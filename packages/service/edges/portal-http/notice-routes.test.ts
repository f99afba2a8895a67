import { NoticeLetter, NoticeList } from '@koshin/wire/portal/notice-messages.ts';
import { csrfHeader, portalPaths } from '@koshin/wire/portal/paths.ts';
import { Problem } from '@koshin/wire/problems/problem.ts';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { saying } from '../../../../tests/testkit/bank/saying.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { written } from '../../../../tests/testkit/bank/written-notice.ts';
import type { NoticeDraft } from '../../use-cases/notices/draft-notice.ts';

let means: TestMeans;
let bank: TestBank;
let service: TestService;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
  service = await testService(means);
});
afterAll(async () => {
  await service.stop();
  await means.close();
});

async function loggedIn(input: { daysLeft?: number } = {}): Promise<{ customer: TestCustomer; at: HttpBrowser }> {
  const customer = await bank.customer(input);
  const at = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  const identity = identityOf(customer.key.privateKey, customer.certificate.der);
  expect((await at.login(identity, 'right password')).status).toBe(200);
  await at.session();
  return { customer, at };
}

/** To this customer alone, so that tests do not meet each other's. */
const writtenTo = ({ user }: TestCustomer, differing: Partial<NoticeDraft> = {}) =>
  written(means, { users: [user.loginId], ...differing });

function refusing(answer: { body: string; status: number }) {
  const problem = JSON.parse(answer.body);
  expect([...Value.Errors(Problem, problem)], answer.body).toEqual([]);
  return [answer.status, problem.code];
}

describe('GET the list of notices', () => {
  it('has the renewal first and the written after it, with how many there are and how many are unread', async () => {
    const { customer, at } = await loggedIn();
    const notice = await writtenTo(customer, { acknowledgementAsked: true });
    const list = saying(NoticeList, await at.get(portalPaths.notices));
    expect(list).toMatchObject({ count: 2, unread: 2, found: 2, page: 1, pages: 1 });
    expect(list.notices).toMatchObject([
      { kind: 'renewal', certificateId: customer.certificate.id },
      {
        kind: 'written',
        noticeNo: notice.noticeNo,
        publishedDate: notice.firstDay,
        read: false,
        subject: { ja: 'システム点検のお知らせ', en: 'System maintenance' },
        acknowledgement: { at: null },
      },
    ]);
    expect(JSON.stringify(list)).not.toContain('12月6日');
  });

  it('is searched and paged by its address; a page above the last is the last', async () => {
    const { customer, at } = await loggedIn({ daysLeft: 100 });
    for (let i = 1; i <= 21; i += 1) {
      await writtenTo(customer, { subject: { ja: `第${i}号のお知らせ`, en: `Notice ${i}` } });
    }
    const first = saying(NoticeList, await at.get(portalPaths.notices));
    expect(first.notices).toHaveLength(20);
    expect(first).toMatchObject({ count: 21, found: 21, page: 1, pages: 2 });
    const second = saying(NoticeList, await at.get(`${portalPaths.notices}?page=2`));
    expect(second.notices).toHaveLength(1);
    expect(saying(NoticeList, await at.get(`${portalPaths.notices}?page=9999`))).toEqual(second);
    const search = encodeURIComponent('第１６号　お知らせ');
    const found = saying(NoticeList, await at.get(`${portalPaths.notices}?search=${search}&page=3`));
    expect(found).toMatchObject({ count: 21, found: 1, page: 1, pages: 1 });
    expect(found.notices).toMatchObject([{ subject: { en: 'Notice 16' } }]);
  });

  it.each([
    'page=0',
    'page=-1',
    'page=1.5',
    'page=one',
    'page=10000',
    'page=1&page=2',
    `search=${'x'.repeat(101)}`,
    'x=1',
  ])('refuses ?%s', async (query) => {
    const { at } = await loggedIn();
    expect(refusing(await at.get(`${portalPaths.notices}?${query}`))).toEqual([400, 'request-malformed']);
  });

  it('is nobody’s without a session', async () => {
    const at = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
    expect(refusing(await at.get(portalPaths.notices))).toEqual([401, 'session-expired']);
  });
});

describe('a notice', () => {
  it('is shown, read and acknowledged, each answered with the letter; the session counts what is unread', async () => {
    const { customer, at } = await loggedIn({ daysLeft: 100 });
    const { noticeNo } = await writtenTo(customer, { acknowledgementAsked: true });
    expect(await at.session()).toMatchObject({ notices: { count: 1, unread: 1, renewals: 0 } });
    const shown = saying(NoticeLetter, await at.get(portalPaths.notice(noticeNo)));
    expect(shown).toMatchObject({
      kind: 'written',
      read: false,
      body: {
        ja: [
          {
            kind: 'paragraph',
            children: [
              { kind: 'strong', children: [{ kind: 'text', text: '12月6日' }] },
              { kind: 'text', text: 'に点検を行います。' },
            ],
          },
        ],
      },
    });
    const read = saying(NoticeLetter, await at.post(portalPaths.noticeRead(noticeNo), {}));
    expect(read).toEqual({ ...shown, read: true });
    expect(await at.session()).toMatchObject({ notices: { count: 1, unread: 0, renewals: 0 } });
    const done = saying(NoticeLetter, await at.post(portalPaths.noticeAcknowledgement(noticeNo), {}));
    expect(done).toEqual({ ...read, acknowledgement: { at: new Date(means.clock.now()).toISOString() } });
    means.clock.forward({ minutes: 1 });
    expect(saying(NoticeLetter, await at.post(portalPaths.noticeAcknowledgement(noticeNo), {}))).toEqual(done);
  });

  it('of a renewal is shown without a body, and read', async () => {
    const { at } = await loggedIn();
    const [renewal] = saying(NoticeList, await at.get(portalPaths.notices)).notices;
    const noticeNo = renewal?.noticeNo ?? '';
    expect(saying(NoticeLetter, await at.get(portalPaths.notice(noticeNo)))).toEqual(renewal);
    const read = saying(NoticeLetter, await at.post(portalPaths.noticeRead(noticeNo), {}));
    expect(read).toEqual({ ...renewal, read: true });
    expect(refusing(await at.post(portalPaths.noticeAcknowledgement(noticeNo), {}))).toEqual([404, 'not-found']);
  });

  it('of another customer is not there, and what is no number is none', async () => {
    const [{ customer }, { at: stranger }] = [await loggedIn(), await loggedIn()];
    const { noticeNo } = await writtenTo(customer);
    for (const answer of [
      await stranger.get(portalPaths.notice(noticeNo)),
      await stranger.post(portalPaths.noticeRead(noticeNo), {}),
      await stranger.post(portalPaths.noticeAcknowledgement(noticeNo), {}),
    ]) {
      expect(refusing(answer)).toEqual([404, 'not-found']);
    }
    expect(refusing(await stranger.get(portalPaths.notice('1234567')))).toEqual([400, 'request-malformed']);
  });

  it.each([portalPaths.noticeRead, portalPaths.noticeAcknowledgement])(
    'is neither read nor acknowledged from elsewhere (%o)',
    async (path) => {
      const { customer, at } = await loggedIn();
      const { noticeNo, id } = await writtenTo(customer, { acknowledgementAsked: true });
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: service.portalOrigin('reiji') },
        { [csrfHeader]: 'x'.repeat(43) },
        { cookie: '' },
      ]) {
        expect(refusing(await at.post(path(noticeNo), {}, headers))).toEqual([403, 'csrf-mismatch']);
      }
      const counts = await means.register.read((tx) => tx.writtenNotices.countsOf(id));
      expect(counts).toEqual({ readers: 1, read: 0, acknowledged: 0 });
    },
  );

  it('that the register holds in another form reaches no page, and tells nothing of itself', async () => {
    const { customer, at } = await loggedIn();
    const { noticeNo } = await writtenTo(customer);
    const { register } = means;
    Object.assign(means, {
      register: {
        ...register,
        read: (work: Parameters<typeof register.read>[0]) =>
          register.read((tx) =>
            work({
              ...spread(tx),
              writtenNotices: {
                ...tx.writtenNotices,
                bodyOf: async () => ({ ja: '<script>alert(1)</script>', en: 'x' }),
              },
            }),
          ),
      },
    });
    try {
      const answer = await at.get(portalPaths.notice(noticeNo));
      expect(refusing(answer)).toEqual([500, 'unexpected']);
      expect(answer.body).not.toContain('script');
      expect(saying(NoticeList, await at.get(portalPaths.notices)).count).toBe(2);
    } finally {
      Object.assign(means, { register });
    }
  });
});

/** Its tables are made when they are asked for. */
function spread<T extends object>(tx: T): T {
  return { ...tx };
}
