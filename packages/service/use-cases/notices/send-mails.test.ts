import { calendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { decidedOtherwise } from '../../../../tests/testkit/bank/decided-otherwise.ts';
import type { MemoryMailer } from '../../../../tests/testkit/bank/memory-mailer.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import type { Mail } from '../../ports/register/records.ts';
import { revokeCertificate } from '../revocation/revoke-certificate.ts';
import { planMails } from './plan-mails.ts';
import { resendMail } from './resend-mail.ts';
import { sendMails } from './send-mails.ts';

const morning = '2026-12-10T00:00:00Z';
const keiri = 'keiri@aoba.example';

describe.each(['sqlite', 'postgres'] as const)('sending mails, on %s', (engine) => {
  let means: TestMeans;
  let mailer: MemoryMailer;
  let bank: TestBank;
  const open = async (policy: Partial<BankPolicy> = {}) => {
    bank = await testBank(means, { policy: { mailSpreadMinutes: 0, mailAfterExpiry: true, ...policy } });
    means.clock.set(morning);
  };
  beforeEach(async () => {
    means = await testMeans(engine);
    mailer = means.mailer;
  });
  afterEach(() => means.close());

  const send = () => sendMails(means);
  /** A customer whose first mail is planned for this morning. */
  const due = async (input: Parameters<TestBank['customer']>[0] = {}) => {
    const customer = await bank.customer({ daysLeft: 30, mailAddress: keiri, ...input });
    await planMails(means);
    return customer;
  };
  const mailsOf = ({ certificate }: Pick<TestCustomer, 'certificate'>) =>
    means.register.read((tx) => tx.mails.ofCertificate(certificate.id));
  const mailOf = async (customer: Pick<TestCustomer, 'certificate'>): Promise<Mail> => {
    const [mail, ...others] = await mailsOf(customer);
    if (!mail || others.length > 0) throw new Error(`one mail was expected, got ${others.length + (mail ? 1 : 0)}`);
    return mail;
  };
  const acts = async (...wanted: readonly string[]) => {
    const events = await means.register.read((tx) => tx.audit.of({ bankId: 'mihon' }));
    return events.filter(({ act }) => wanted.includes(act));
  };
  const recordOf = async (id: string) => {
    const record = await means.register.read((tx) => tx.certificates.get(id));
    if (!record) throw new Error('it was just issued');
    return record;
  };
  /** A further certificate of the same user, of which nobody has a key. */
  const copyOf = ({ certificate }: TestCustomer, count: number) =>
    means.register.change((tx) => {
      const id = count.toString(16).padStart(32, '0');
      return tx.certificates.insert({ ...certificate, id, serial: id, keyDigest: id, fingerprint: id });
    });
  const renew = async (customer: TestCustomer, { prove = true } = {}) => {
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(customer.certificate);
    const renewal = await browser.startRenewal(customer.certificate);
    await browser.confirm(renewal);
    const { certificate } = await browser.request(renewal, customerKey());
    const successor = await recordOf(certificate.id);
    if (prove) await browser.prove(renewal, successor);
    return successor;
  };

  it('hands a letter over once, keeps what became of it, and never sends it again (R2)', async () => {
    await open();
    const customer = await due();
    const { id } = await mailOf(customer);
    expect(await send()).toEqual({ sent: 1, skipped: 0, suppressed: 0, unreachable: 0, later: 0 });
    const [letter] = mailer.letters;
    expect(letter).toMatchObject({
      messageId: `${id}@mihon.example`,
      date: means.clock.now(),
      bankId: 'mihon',
      to: keiri,
      language: 'ja',
      subject: '【mihon信用金庫】電子証明書を更新できるようになりました（有効期限 2027年1月9日）',
      calendar: null,
    });
    expect(letter?.text).toContain('更新後の有効期限は2028年1月9日で');
    expect(letter?.text).toContain('電子署名が付いています');
    expect(await mailOf(customer)).toMatchObject({
      state: 'sent',
      tries: 1,
      address: keiri,
      answer: 'accepted by the test',
      sentAt: means.clock.now(),
      letter: null,
    });
    means.clock.forward({ days: 3 });
    await planMails(means);
    await send();
    expect(mailer.letters).toHaveLength(1);
    const [sent] = await acts('mail-sent');
    expect(sent?.subject).toMatchObject({ mailId: id, occasion: '30', tries: 1, reason: null });
    expect(JSON.stringify(sent?.subject)).not.toContain('@');
  });

  it('speaks the user’s language, and says so where nobody signs', async () => {
    await open();
    mailer.sender = { signed: false };
    await due({ language: 'en', daysLeft: 10 });
    await send();
    expect(mailer.letters[0]).toMatchObject({
      language: 'en',
      subject: expect.stringContaining('[mihon信用金庫] Your certificate is valid until'),
    });
    expect(mailer.letters[0]?.text).toContain('(10 days left)');
    expect(mailer.letters[0]?.text).not.toContain('digitally signed');
  });

  it('names the place that guides to the renewal on the day it is sent (R13)', async () => {
    await open({ guidancePlace: 'main-screen', importantNoticesFrom: calendarDay('2026-12-11') });
    await bank.customer({ daysLeft: 30, mailAddress: 'other@aoba.example' });
    await due();
    mailer.next('accepted', 'deferred');
    await send();
    means.clock.forward({ days: 1 });
    await send();
    const places = mailer.letters.map(({ text }) => /ログイン後の「(.+?)」で/.exec(text)?.[1]);
    expect(places).toEqual(['メイン画面', 'メイン画面', '重要なお知らせ']);
  });

  it('attaches the expiry date as an event where the bank wants that', async () => {
    await open({ mailCalendar: true });
    await due();
    await send();
    expect(mailer.letters[0]?.calendar).toContain('DTSTART;VALUE=DATE:20270109');
    expect(mailer.letters[0]?.text).toContain('カレンダー用のファイルを添付しています');
  });

  it('waits for the time that was drawn', async () => {
    await open({ mailSpreadMinutes: 600 });
    const customer = await due();
    const { nextTryAt } = await mailOf(customer);
    means.clock.set(new Date(nextTryAt - 1).toISOString());
    expect((await send()).sent).toBe(0);
    means.clock.set(new Date(nextTryAt).toISOString());
    expect((await send()).sent).toBe(1);
  });

  it.each<[string, (customer: TestCustomer) => Promise<unknown>, string, string]>([
    ['renewed meanwhile', (customer) => renew(customer), 'suppressed', 'renewed'],
    [
      'revoked meanwhile',
      ({ certificate }) =>
        revokeCertificate(means, {
          certificateId: certificate.id,
          reason: 'lost',
          by: { bankId: 'mihon', operatorId: null },
        }),
      'suppressed',
      'revoked',
    ],
    [
      'whose user is suspended',
      ({ user }) => means.register.change((tx) => tx.users.update({ ...user, suspendedAt: means.clock.now() })),
      'suppressed',
      'user-closed',
    ],
    ['whose later stage is due by now', async () => means.clock.forward({ days: 21 }), 'skipped', 'later-stage-due'],
    ['that has expired by now', async () => means.clock.forward({ days: 31 }), 'skipped', 'expired'],
  ])('does not send to one %s, and keeps the reason', async (_, change, state, reason) => {
    await open();
    const customer = await due();
    await change(customer);
    await send();
    const mails = await mailsOf(customer);
    expect(mails.find(({ occasion }) => occasion === '30')).toMatchObject({ state, reason });
    expect(
      mailer.letters.map(({ subject }) => subject).filter((subject) => subject.includes('更新できるように')),
    ).toEqual([]);
  });

  it('asks to finish where a successor waits for its proof', async () => {
    await open();
    const customer = await due();
    await renew(customer, { prove: false });
    await send();
    expect(mailer.letters[0]?.subject).toBe('【mihon信用金庫】電子証明書の更新が途中です（有効期限 2027年1月9日）');
    expect(mailer.letters[0]?.text).toContain('2026年12月10日に新しい電子証明書を発行しましたが');
  });

  it.each<[string, (customer: TestCustomer) => Promise<unknown>, string]>([
    [
      'has no address',
      ({ user }) => means.register.change((tx) => tx.users.update({ ...user, mailAddress: null })),
      'no-address',
    ],
    [
      'has one that mails came back from',
      ({ user }) => means.register.change((tx) => tx.users.update({ ...user, mailBouncedAt: means.clock.now() })),
      'address-bounced',
    ],
  ])('keeps as unreachable who %s (R27)', async (_, change, reason) => {
    await open();
    const customer = await due();
    await change(customer);
    expect(await send()).toMatchObject({ unreachable: 1, sent: 0 });
    expect(await mailOf(customer)).toMatchObject({ state: 'unreachable', reason });
    expect(mailer.letters).toEqual([]);
  });

  it('keeps waiting what a bank without a sender has, until it has one', async () => {
    await open();
    const customer = await due();
    mailer.sender = null;
    expect(await send()).toMatchObject({ later: 1, unreachable: 0 });
    expect(await mailOf(customer)).toMatchObject({ state: 'waiting', reason: 'no-sender', tries: 0 });
    mailer.sender = { signed: true };
    means.clock.forward({ minutes: 61 });
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await mailOf(customer)).toMatchObject({ state: 'sent', reason: null });
  });

  it('keeps as unreachable an address that is none, and sends all others', async () => {
    await open();
    const broken = await bank.customer({ daysLeft: 30, mailAddress: 'ｋｅｉｒｉ＠ａｏｂａ' });
    for (let i = 0; i < 120; i++) await copyOf(broken, i);
    await due();
    expect(await send()).toMatchObject({ sent: 1, unreachable: 121, later: 0 });
    expect(await mailOf(broken)).toMatchObject({ state: 'unreachable', reason: 'refused' });
    expect((await mailOf(broken)).answer).not.toContain('ｋ');
  });

  it('writes down what was taken also when the database was away for a moment', async () => {
    await open();
    const customer = await due();
    const { change } = means.register;
    let changes = 0;
    const failing = {
      ...means,
      register: {
        ...means.register,
        async change<T>(work: Parameters<typeof change<T>>[0]): Promise<T> {
          changes += 1;
          // Claim, letter, then the outcome.
          if (changes === 3 || changes === 4) throw new Error('the database is away');
          return change(work);
        },
      },
    };
    expect(await sendMails(failing)).toMatchObject({ sent: 1 });
    expect(await mailOf(customer)).toMatchObject({ state: 'sent' });
    expect(changes).toBeGreaterThanOrEqual(5);
  });

  it('is put off with its stage where the bank has moved its hour', async () => {
    await open();
    const customer = await due();
    const later = decidedOtherwise(means, { mailHour: 13 });
    expect(await sendMails(later)).toMatchObject({ later: 1 });
    expect(await mailOf(customer)).toMatchObject({ state: 'waiting', nextTryAt: Date.parse('2026-12-10T04:00:00Z') });
    means.clock.set('2026-12-10T04:00:00Z');
    expect(await sendMails(later)).toMatchObject({ sent: 1 });
  });

  it('keeps the server’s answer where it will never take it, and tries no more', async () => {
    await open();
    const customer = await due();
    mailer.next('refused');
    expect(await send()).toMatchObject({ unreachable: 1 });
    expect(await mailOf(customer)).toMatchObject({
      state: 'unreachable',
      reason: 'refused',
      answer: 'refused by the test',
    });
    means.clock.forward({ days: 1 });
    await send();
    expect(mailer.letters).toHaveLength(1);
    expect((await acts('mail-not-sent')).map(({ subject }) => subject.reason)).toEqual(['refused']);
  });

  it('tries again what was put off, under the same Message-ID and with the words of that day, and gives up after days', async () => {
    await open({ mailStageDays: [30, 20] });
    const customer = await due({ daysLeft: 20 });
    mailer.next(...Array<'deferred'>(100).fill('deferred'));
    expect(await send()).toMatchObject({ later: 1 });
    means.clock.forward({ days: 2 });
    await send();
    const [first, second] = mailer.letters;
    expect(second?.messageId).toBe(first?.messageId);
    expect([first, second].map((letter) => /あと(\d+)日/.exec(letter?.text ?? '')?.[1])).toEqual(['20', '18']);
    for (let hour = 0; hour < 24 * 6; hour += 6) {
      means.clock.forward({ minutes: 360 });
      await send();
    }
    const mails = await mailsOf(customer);
    expect(mails.find(({ occasion }) => occasion === '20')).toMatchObject({ state: 'unreachable', reason: 'given-up' });
  });

  const withCause = (cause: 'no-turn' | 'ours') => async () =>
    ({ kind: 'deferred', answer: `${cause} by the test`, cause }) as const;

  it('says once that one can renew now, also where the bank moves its first stage', async () => {
    await open();
    const customer = await due();
    await send();
    means.clock.forward({ days: 2 });
    const moved = decidedOtherwise(means, { mailStageDays: [28, 10] });
    await planMails(moved);
    expect(await sendMails(moved)).toMatchObject({ sent: 1 });
    expect(mailer.letters.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('更新できるようになりました'),
      expect.not.stringContaining('更新できるようになりました'),
    ]);
    expect(mailer.letters[1]?.text).toContain('あと28日');
    expect(await mailsOf(customer)).toHaveLength(2);
  });

  it('does not count a turn that did not come', async () => {
    await open();
    const customer = await due();
    mailer.next(withCause('no-turn'), 'deferred', withCause('no-turn'));
    expect(await send()).toMatchObject({ later: 1 });
    expect(await mailOf(customer)).toMatchObject({ tries: 0, firstTryAt: null, state: 'waiting' });
    means.clock.forward({ minutes: 5 });
    await send();
    const firstTryAt = means.clock.now();
    expect(await mailOf(customer)).toMatchObject({ tries: 1, firstTryAt });
    means.clock.forward({ minutes: 5 });
    await send();
    expect(await mailOf(customer)).toMatchObject({ tries: 1, firstTryAt, letter: null });
    means.clock.forward({ minutes: 5 });
    expect(await send()).toMatchObject({ sent: 1 });
  });

  it('gives up no mail for days in which nothing could be handed to any server', async () => {
    await open();
    const customer = await due();
    const times = 28;
    mailer.next('deferred', ...Array<ReturnType<typeof withCause>>(times).fill(withCause('ours')));
    for (let tries = 0; tries <= times; tries += 1) {
      expect(await send()).toMatchObject({ later: 1 });
      means.clock.forward({ minutes: 360 });
    }
    expect(await mailOf(customer)).toMatchObject({ state: 'waiting', firstTryAt: null, answer: 'ours by the test' });
    expect(await send()).toMatchObject({ sent: 1 });
  });

  it('says the very same again where nobody knows whether it was taken', async () => {
    await open();
    const customer = await due({ daysLeft: 10 });
    mailer.next('unclear');
    expect(await send()).toMatchObject({ later: 1, skipped: 0 });
    means.clock.forward({ days: 1 });
    await send();
    const [first, second] = mailer.letters;
    expect(second).toEqual(first);
    const mails = await mailsOf(customer);
    expect(mails.find(({ occasion }) => occasion === '10')).toMatchObject({ state: 'sent', tries: 2, letter: null });
  });

  it('keeps the letter that a server may have also where the mail ends, and resends that one', async () => {
    await open();
    const customer = await due();
    mailer.next('unclear');
    await send();
    await means.register.change((tx) => tx.users.update({ ...customer.user, mailAddress: null }));
    means.clock.forward({ days: 1 });
    expect(await send()).toMatchObject({ unreachable: 1 });
    const { id, letter } = await mailOf(customer);
    expect(letter).toMatchObject({ subject: mailer.letters[0]?.subject });
    const moved = { ...customer.user, version: 2, mailAddress: keiri, language: 'en' } as const;
    await means.register.change((tx) => tx.users.update(moved));
    await resendMail(means, { mailId: id, by: { operatorId: null } });
    expect(await send()).toMatchObject({ sent: 1 });
    const [first, second] = mailer.letters;
    expect(second).toEqual(first);
  });

  it('sends the very same again where it was broken off before the outcome was written down', async () => {
    await open();
    await due();
    mailer.next(() => Promise.reject(new Error('the process was killed')));
    const troubles: unknown[] = [];
    expect(await sendMails(means, null, (trouble) => troubles.push(trouble))).toMatchObject({ later: 1 });
    expect(troubles).toMatchObject([{ err: { message: 'the process was killed' } }]);
    expect(await send()).toMatchObject({ sent: 0 });
    // The try may still be under way by the limits that the settings allow.
    means.clock.forward({ minutes: 18 });
    expect(await send()).toMatchObject({ sent: 0 });
    means.clock.forward({ minutes: 2 });
    expect(await send()).toMatchObject({ sent: 1 });
    const [first, second] = mailer.letters;
    expect(second).toEqual(first);
  });

  it('goes on with all others while some stall, and sends each once on two nodes', async () => {
    await open();
    const customers: TestCustomer[] = [];
    for (let i = 0; i < 12; i++)
      customers.push(await bank.customer({ daysLeft: 30, mailAddress: `person-${i}@aoba.example` }));
    await planMails(means);
    const stalled = Promise.withResolvers<void>();
    const stall = async () => {
      await stalled.promise;
      return { kind: 'deferred', answer: 'no answer' } as const;
    };
    mailer.next(stall, stall, stall);
    const runs = Promise.all([send(), send()]);
    const isSent = async () => (await acts('mail-sent')).length;
    for (let tries = 0; (await isSent()) < 9 && tries < 500; tries++) await new Promise((go) => setTimeout(go, 10));
    expect(await isSent()).toBe(9);
    stalled.resolve();
    const [one, two] = await runs;
    expect(one.sent + two.sent).toBe(9);
    expect(one.later + two.later).toBe(3);
    expect(new Set(mailer.letters.map(({ to }) => to)).size).toBe(12);
    expect(customers).toHaveLength(12);
  });

  it('tells the user and the other 管理者 that a certificate has expired', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 30, mailAddress: keiri });
    await bank.newcomer({ contract: customer.contract, mailAddress: 'kanri@aoba.example' });
    await planMails(means);
    means.clock.forward({ days: 31 });
    await planMails(means);
    await send();
    const expired = mailer.letters.filter(({ subject }) => subject.includes('過ぎました'));
    expect(expired.map(({ to }) => to).toSorted()).toEqual(['kanri@aoba.example', keiri]);
  });

  describe('confirms at once (R28)', () => {
    const letterTo = (part: string) => mailer.letters.filter(({ subject }) => subject.includes(part));

    it('a renewal, with the end of the overlap', async () => {
      await open();
      const customer = await bank.customer({ daysLeft: 30, mailAddress: keiri });
      await renew(customer);
      await send();
      const [letter] = letterTo('更新が完了しました');
      expect(letter?.text).toContain(
        '新しい有効期限は2028年1月9日です。更新前の電子証明書も、2026年12月13日まで使用できます。',
      );
      await send();
      expect(letterTo('更新が完了しました')).toHaveLength(1);
    });

    it('nothing that was done days ago, as when there was no mail server', async () => {
      await open();
      const customer = await bank.customer({ daysLeft: 30, mailAddress: keiri });
      const successor = await renew(customer);
      means.clock.forward({ days: 5 });
      expect(await send()).toMatchObject({ skipped: 1, sent: 0 });
      const mails = await means.register.read((tx) => tx.mails.ofCertificate(successor.id));
      expect(mails).toMatchObject([{ occasion: 'renewed', state: 'skipped', reason: 'too-late' }]);
    });

    it('the first use of a first certificate, and a renewal’s only as renewal', async () => {
      await open();
      const customer = await bank.customer({ daysLeft: 365, active: false, mailAddress: keiri });
      await new TestBrowser(means, 'mihon').login(customer.certificate);
      await new TestBrowser(means, 'mihon').login(await recordOf(customer.certificate.id));
      await send();
      expect(mailer.letters.map(({ subject }) => subject)).toEqual([
        '【mihon信用金庫】電子証明書のご利用が開始されました',
      ]);
      expect(mailer.letters[0]?.text).toContain('次の更新は2027年11月10日からです');
    });

    it('a revocation, to the user and all 管理者, and again only once', async () => {
      await open();
      const customer = await bank.customer({ role: 'member', mailAddress: keiri });
      await bank.newcomer({ contract: customer.contract, mailAddress: 'kanri@aoba.example' });
      const revocation = {
        certificateId: customer.certificate.id,
        reason: 'lost',
        by: { bankId: 'mihon', operatorId: null },
      } as const;
      await revokeCertificate(means, revocation);
      await revokeCertificate(means, revocation);
      await send();
      expect(
        letterTo('失効しました')
          .map(({ to }) => to)
          .toSorted(),
      ).toEqual(['kanri@aoba.example', keiri]);
      expect(mailer.letters[0]?.text).toContain('mihon信用金庫が下記の電子証明書を失効しました');
    });
  });
});
