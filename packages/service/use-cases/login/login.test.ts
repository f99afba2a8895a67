import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { listCertificates, lookUpCertificates } from '../list-certificates.ts';
import { listNotices } from '../notices/list-notices.ts';
import { readNotice } from '../notices/read-notice.ts';
import { describeSession } from './describe-session.ts';
import { endSession, keepSession } from './end-session.ts';

let means: TestMeans;
let bank: TestBank;
beforeAll(async () => {
  means = await testMeans();
  bank = await testBank(means);
});
afterAll(() => means.close());

async function atPassword(input: { daysLeft?: number } = {}) {
  const customer = await bank.customer(input);
  const browser = new TestBrowser(means, 'mihon');
  await browser.present(customer.certificate);
  return { customer, browser };
}

describe('the password', () => {
  it('opens the session under another id; the earlier one is worth nothing any more', async () => {
    const { browser } = await atPassword();
    const before = browser.sessionSecret;
    expect((await describeSession(means, browser.key)).stage).toBe('presented');
    await browser.givePassword();
    expect(browser.sessionSecret).not.toBe(before);
    expect((await describeSession(means, browser.key)).stage).toBe('open');
    expect((await describeSession(means, { bankId: 'mihon', sessionSecret: before })).stage).toBe('anonymous');
  });

  it('is not asked of who presented nothing', async () => {
    await expect(new TestBrowser(means, 'mihon').givePassword()).rejects.toMatchObject({ code: 'session-expired' });
  });
});

describe('a session', () => {
  it('ends after fifteen idle minutes, not when the customer is still there', async () => {
    const { browser } = await atPassword();
    await browser.givePassword();
    means.clock.forward({ minutes: 14 });
    await keepSession(means, browser.key);
    means.clock.forward({ minutes: 14 });
    expect((await describeSession(means, browser.key)).stage).toBe('open');
    means.clock.forward({ minutes: 1 });
    const ended = await describeSession(means, browser.key);
    expect(ended).toMatchObject({ stage: 'anonymous', ended: { code: 'session-expired' } });
    await expect(keepSession(means, browser.key)).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('ends with its certificate, at once', async () => {
    const { customer, browser } = await atPassword();
    await browser.givePassword();
    await means.register.change(async (tx) => {
      const revocation = { at: means.clock.now(), reason: 'lost', by: 'administrator' } as const;
      await tx.certificates.update({ ...customer.certificate, state: 'revoked', revocation });
    });
    await expect(listNotices(means, { ...browser.key, perPage: 20 })).rejects.toMatchObject({
      code: 'session-ended-by-certificate',
    });
  });

  it('ends by logging out, and by the next login in the same browser', async () => {
    const { customer, browser } = await atPassword();
    await browser.givePassword();
    const first = browser.sessionSecret;
    await browser.login(customer.certificate);
    expect(await describeSession(means, { bankId: 'mihon', sessionSecret: first })).toMatchObject({
      stage: 'anonymous',
      ended: { code: 'logged-out' },
    });
    await endSession(means, browser.key);
    await expect(listCertificates(means, browser.key)).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('opened with a new certificate proves it, and names the renewal that is over', async () => {
    const { customer, browser } = await atPassword();
    await browser.givePassword();
    const renewal = await browser.confirm(await browser.startRenewal(customer.certificate));
    const { certificate } = await browser.request(renewal, customerKey());
    await browser.login(certificate);
    const { expiryDate: newExpiryDate } = certificate;
    expect(await describeSession(means, browser.key)).toMatchObject({
      stage: 'open',
      banner: { kind: 'login-proved', newExpiryDate, renewalId: renewal.id },
    });
  });

  it('is unknown at another bank', async () => {
    const { browser } = await atPassword();
    await browser.givePassword();
    const reiji = await testBank(means, { name: 'reiji' });
    const there = await describeSession(means, { ...browser.key, bankId: reiji.bank.id });
    expect(there).toMatchObject({ stage: 'anonymous', ended: null });
  });
});

describe('重要なお知らせ', () => {
  it.each([
    [31, 0, 'plain'],
    [30, 1, 'information'],
    [11, 1, 'information'],
    [10, 1, 'caution'],
    [0, 1, 'caution'],
  ] as const)('%i days before the expiry date: %i notices, the main screen %s (R3)', async (daysLeft, count, tone) => {
    const { browser } = await atPassword({ daysLeft });
    await browser.givePassword();
    const session = await describeSession(means, browser.key);
    expect(session).toMatchObject({
      stage: 'open',
      tone,
      notices: { count, unread: count },
      certificate: { daysLeft },
    });
  });

  it('guides to the renewal from the bank’s earlier place until its day, and from 重要なお知らせ from then on (R13)', async () => {
    const day = { guidancePlace: 'renewal-notice', importantNoticesFrom: calendarDay('2026-12-12') } as const;
    const customer = await (await testBank(means, { name: 'sample', policy: day })).customer();
    const now = means.clock.now();
    const guidanceAt = async (time: string) => {
      means.clock.set(time);
      const browser = new TestBrowser(means, 'sample');
      await browser.login(customer.certificate);
      const session = await describeSession(means, browser.key);
      // The notice stands under 重要なお知らせ whatever the place.
      expect(session).toMatchObject({ notices: { count: 1, renewals: 1 } });
      return session.stage === 'open' && session.guidance;
    };
    expect(await guidanceAt('2026-12-11T14:59:59Z')).toBe('renewal-notice');
    expect(await guidanceAt('2026-12-11T15:00:00Z')).toBe('important-notices');
    means.clock.set(now);
  });

  it('keeps what was read, once', async () => {
    const { browser } = await atPassword();
    await browser.givePassword();
    const { items } = await listNotices(means, { ...browser.key, perPage: 20 });
    const noticeNo = items[0]?.noticeNo ?? '';
    expect(noticeNo).toMatch(/^\d{8}$/);
    for (const _ of [1, 2]) {
      const { read } = await readNotice(means, { ...browser.key, noticeNo });
      expect(read).toBe(true);
    }
    expect(await describeSession(means, browser.key)).toMatchObject({ notices: { count: 1, unread: 0 } });
    await expect(readNotice(means, { ...browser.key, noticeNo: '00000000' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('has one notice for each certificate in its window, the first to expire on top', async () => {
    const { customer, browser } = await atPassword({ daysLeft: 25 });
    const second = await bank.furtherCertificate(customer.user, { daysLeft: 12 });
    await browser.givePassword();
    const { items } = await listNotices(means, { ...browser.key, perPage: 20 });
    const ids = items.map((one) => one.kind === 'renewal' && one.certificateId);
    expect(ids).toEqual([second.certificate.id, customer.certificate.id]);
  });
});

describe('the look-up of who presented none', () => {
  it('says what is registered to login ID and password, and the same of a wrong password and an unknown ID', async () => {
    const { certificate, user } = await bank.customer({ daysLeft: -1 });
    const input = { bankId: 'mihon', loginId: user.loginId, password: 'right password' };
    const found = await lookUpCertificates(means, input);
    expect(found.certificates).toMatchObject([{ id: certificate.id, status: 'expired' }]);
    for (const wrong of [{ password: 'wrong' }, { loginId: 'nobody' }]) {
      const error = await lookUpCertificates(means, { ...input, ...wrong }).catch((refusal) => refusal);
      expect(error).toMatchObject({ code: 'password-mismatch', detail: {} });
    }
  });

  it('cannot be used by a stranger to lock a customer out', async () => {
    const { customer, browser } = await atPassword();
    const wrong = { bankId: 'mihon', loginId: customer.user.loginId, password: 'wrong' };
    for (let i = 0; i < 20; i += 1) {
      await expect(lookUpCertificates(means, wrong)).rejects.toMatchObject({ code: 'password-mismatch' });
    }
    await browser.givePassword();
  });
});
