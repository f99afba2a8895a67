import type { BankPolicy } from '@koshin/lifecycle/policies/bank-policy.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, type TestCustomer, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { asText } from '../../letters/document.ts';
import type { User } from '../../ports/register/records.ts';
import { revokeCertificate } from '../revocation/revoke-certificate.ts';
import { type MailedNoticeFacts, mailedLetterOf, mailedNoticesOf } from './mailed-notices-of.ts';
import { noticesOf } from './notices-of.ts';
import { planMails } from './plan-mails.ts';
import { sendMails } from './send-mails.ts';
import { takeBounce } from './take-bounce.ts';

const morning = '2026-12-10T00:00:00Z';
const keiri = 'keiri@aoba.example';

describe.each(['sqlite', 'postgres'] as const)('twins of mails, on %s', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeEach(async () => {
    means = await testMeans(engine);
    means.clock.set(morning);
  });
  afterEach(() => means.close());

  const open = async (policy: Partial<BankPolicy> = {}) => {
    bank = await testBank(means, { policy: { mailSpreadMinutes: 0, mailAfterExpiry: true, ...policy } });
  };
  const send = () => sendMails(means);
  const listOf = (user: User) => means.register.read((tx) => mailedNoticesOf(means, tx, { user, bank: bank.bank }));
  const occasionsOf = async (user: User) => (await listOf(user)).map(({ mail }) => mail.occasion);
  const theOne = async (user: User): Promise<MailedNoticeFacts> => {
    const [notice, ...others] = await listOf(user);
    if (!notice || others.length > 0) throw new Error(`one was expected, got ${others.length + (notice ? 1 : 0)}`);
    return notice;
  };
  const letterOf = (user: User, notice: MailedNoticeFacts) =>
    means.register.read((tx) => mailedLetterOf(means, tx, { user, bank: bank.bank }, notice));
  const textOf = async (user: User, language: 'ja' | 'en' = 'ja') =>
    asText((await letterOf(user, await theOne(user))).body[language]);
  const recordOf = async (id: string) => {
    const record = await means.register.read((tx) => tx.certificates.get(id));
    if (!record) throw new Error('it was just issued');
    return record;
  };
  const renew = async ({ certificate }: Pick<TestCustomer, 'certificate'>) => {
    const browser = new TestBrowser(means, 'mihon');
    await browser.login(certificate);
    const renewal = await browser.startRenewal(certificate);
    await browser.confirm(renewal);
    const { certificate: successor } = await browser.request(renewal, customerKey());
    await browser.prove(renewal, await recordOf(successor.id));
    return recordOf(successor.id);
  };
  const revoke = ({ id: certificateId }: Pick<TestCustomer['certificate'], 'id'>) =>
    revokeCertificate(means, { certificateId, reason: 'lost', by: { bankId: 'mihon', operatorId: null } });

  it('of a renewal is there with the proof, before the mail, and says what the mail says, under its number (R27)', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 30, mailAddress: keiri });
    await renew(customer);
    const before = await theOne(customer.user);
    expect(before).toMatchObject({ kind: 'mailed', publishedDate: '2026-12-10', read: false });
    const words = await letterOf(customer.user, before);
    means.clock.forward({ minutes: 1 });
    await send();
    const [mail] = means.mailer.letters;
    expect(words.subject.ja).toBe(mail?.subject);
    expect(words.subject.en).toBe('[mihon信用金庫] Your certificate has been renewed');
    expect(mail?.text).toContain(`お知らせ番号 ${before.noticeNo}\n`);
    expect(mail?.text).toContain(`\n\n${asText(words.body.ja.slice(0, -1)).trimEnd()}\n\n`);
    expect(asText(words.body.en)).toContain(
      'It is valid until 9 January 2028. The earlier one also works until 13 December 2026.',
    );
    const after = await theOne(customer.user);
    expect(after.noticeNo).toBe(before.noticeNo);
    expect(await letterOf(customer.user, after)).toEqual(words);
  });

  it('does not contradict the mail that was sent, whatever has become of the earlier certificate', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 30, mailAddress: keiri });
    await renew(customer);
    await send();
    const said = '更新前の電子証明書も、2026年12月13日まで使用できます。';
    expect(means.mailer.letters[0]?.text).toContain(said);
    means.clock.forward({ days: 1 });
    await revoke(customer.certificate);
    const renewed = async () => {
      const notice = (await listOf(customer.user)).find(({ mail }) => mail.occasion === 'renewed');
      if (!notice) throw new Error('it was sent');
      return asText((await letterOf(customer.user, notice)).body.ja);
    };
    expect(await renewed()).toContain(said);
    means.clock.forward({ days: 30 });
    expect(await renewed()).toContain(said);
  });

  it('says how things stand where no mail was written', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 30, mailAddress: null });
    await renew(customer);
    await send();
    expect(await theOne(customer.user)).toMatchObject({ mail: { state: 'unreachable', reason: 'no-address' } });
    expect(await textOf(customer.user)).toContain('更新前の電子証明書も、2026年12月13日まで使用できます。');
    means.clock.forward({ days: 4 });
    expect(await textOf(customer.user)).toContain('更新前の電子証明書は使用できなくなりました。');
  });

  it('keeps the words of a letter that nobody knows the end of, and forgets those of one that was certainly not taken', async () => {
    await open();
    const [unclear, deferred] = [
      await bank.customer({ daysLeft: 30, mailAddress: keiri }),
      await bank.customer({ daysLeft: 30, mailAddress: 'other@aoba.example' }),
    ];
    for (const customer of [unclear, deferred]) {
      await renew(customer);
      means.mailer.next(customer === unclear ? 'unclear' : 'deferred');
      await send();
    }
    means.clock.forward({ days: 4 });
    expect(await textOf(unclear.user)).toContain('2026年12月13日まで使用できます');
    expect(await textOf(deferred.user)).toContain('使用できなくなりました');
    await send();
    expect(means.mailer.letters.filter(({ text }) => text.includes('12月13日まで使用できます'))).toHaveLength(3);
    expect(await textOf(unclear.user)).toContain('2026年12月13日まで使用できます');
    expect(await textOf(deferred.user)).toContain('使用できなくなりました');
  });

  it('of a first use names when it can be renewed', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 365, active: false });
    await new TestBrowser(means, 'mihon').login(customer.certificate);
    expect(await textOf(customer.user)).toContain('次の更新は2027年11月10日からです。');
    expect(await textOf(customer.user, 'en')).toContain('The next renewal is possible from 10 November 2027.');
  });

  it('of a revocation is there for its user and each 管理者, one number for all, and another for each certificate', async () => {
    await open();
    const customer = await bank.customer({ role: 'member', language: 'en' });
    const { contract } = customer;
    const colleague = await bank.customer({ contract, role: 'member' });
    const administrators = [await bank.newcomer({ contract }), await bank.newcomer({ contract })];
    const stranger = await bank.newcomer({});
    await revoke(customer.certificate);
    const { noticeNo } = await theOne(customer.user);
    for (const { user } of administrators) expect((await theOne(user)).noticeNo).toBe(noticeNo);
    expect(await listOf(stranger.user)).toEqual([]);
    expect(await listOf(colleague.user)).toEqual([]);
    means.clock.forward({ minutes: 1 });
    await revoke(colleague.certificate);
    const [told] = administrators;
    const list = told ? await listOf(told.user) : [];
    expect(list.map(({ noticeNo: no }) => no === noticeNo)).toEqual([false, true]);
    const [tailOfHis, tailOfTheOther] = [customer, colleague].map(({ user }) => user.loginId.slice(-3));
    const texts = told ? await Promise.all(list.map((one) => letterOf(told.user, one))) : [];
    expect(texts.map(({ body }) => asText(body.ja).match(/末尾3文字） (\S+)/)?.[1])).toEqual([
      tailOfTheOther,
      tailOfHis,
    ]);
  });

  it('of an expired certificate tells the 管理者 of a colleague’s, under a number of its own', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 30, role: 'member', mailAddress: keiri });
    const administrator = await bank.newcomer({ contract: customer.contract });
    await planMails(means);
    const before = await means.register.read((tx) => noticesOf(means, tx, { user: customer.user, bank: bank.bank }));
    means.clock.forward({ days: 31 });
    await planMails(means);
    await send();
    for (const { user } of [customer, administrator]) {
      const { noticeNo } = await theOne(user);
      expect(noticeNo).not.toBe(before[0]?.noticeNo);
      expect(await textOf(user)).toContain('2027年1月9日に有効期限が過ぎたため');
      expect(means.mailer.letters.at(-1)?.text).toContain(noticeNo);
    }
    const subjects = await letterOf(administrator.user, await theOne(administrator.user));
    expect(subjects.subject.en).toBe('[mihon信用金庫] A certificate expired on 9 January 2027');
  });

  it('is not there of a stage before the expiry date, which the renewal notice tells of', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 30, mailAddress: keiri });
    await planMails(means);
    await send();
    expect(means.mailer.letters).toHaveLength(1);
    expect(await listOf(customer.user)).toEqual([]);
  });

  it.each<[string, (customer: TestCustomer) => Promise<unknown>, readonly string[]]>([
    ['was sent', () => send(), ['renewed']],
    [
      'came back',
      async ({ user }) => {
        await send();
        const { mail } = await theOne(user);
        await takeBounce(means, { mailId: mail.id, address: keiri, status: '5.1.1', diagnostic: null });
        expect((await theOne(user)).mail.reason).toBe('bounced');
      },
      ['renewed'],
    ],
    [
      'waits for a bank to have a sender, for weeks',
      async () => {
        means.mailer.sender = null;
        await send();
        means.clock.forward({ days: 20 });
        await send();
      },
      ['renewed'],
    ],
    [
      'came too late to be sent',
      async () => {
        means.clock.forward({ days: 6 });
        expect(await send()).toMatchObject({ skipped: 1 });
      },
      ['renewed'],
    ],
    [
      'waits, and is no longer right',
      async ({ user }) => {
        const { mail } = await theOne(user);
        await revoke({ id: mail.certificateId ?? '' });
      },
      ['revoked'],
    ],
    [
      'was suppressed',
      async ({ user }) => {
        const { mail } = await theOne(user);
        await revoke({ id: mail.certificateId ?? '' });
        expect(await send()).toMatchObject({ suppressed: 1 });
      },
      ['revoked'],
    ],
    [
      'was suppressed after a server may have taken it',
      async ({ user }) => {
        means.mailer.next('unclear');
        await send();
        const { mail } = await theOne(user);
        means.clock.forward({ minutes: 5 });
        await revoke({ id: mail.certificateId ?? '' });
        expect(await send()).toMatchObject({ suppressed: 1 });
      },
      ['revoked', 'renewed'],
    ],
  ])('of a confirmation that %s', async (_, happens, occasions) => {
    await open();
    const customer = await bank.customer({ daysLeft: 30, mailAddress: keiri });
    await renew(customer);
    await happens(customer);
    expect(await occasionsOf(customer.user)).toEqual(occasions);
  });

  it('that waits is told to nobody who was dismissed, nor of what is revoked by now', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 1, role: 'member' });
    const { user } = await bank.newcomer({ contract: customer.contract });
    means.clock.forward({ days: 2 });
    await planMails(means);
    expect(await occasionsOf(user)).toEqual(['after-expiry']);
    expect(await occasionsOf({ ...user, suspendedAt: means.clock.now() })).toEqual([]);
    await revoke(customer.certificate);
    expect(await occasionsOf(user)).toEqual(['revoked']);
  });

  it('stands for a hundred days, the newest first, and is read by its number', async () => {
    await open();
    const customer = await bank.customer({ daysLeft: 30 });
    const successor = await renew(customer);
    await send();
    means.clock.forward({ days: 10 });
    await revoke(successor);
    const list = await listOf(customer.user);
    expect(list.map(({ mail, publishedDate }) => [mail.occasion, publishedDate])).toEqual([
      ['revoked', '2026-12-20'],
      ['renewed', '2026-12-10'],
    ]);
    const [newest] = list;
    const receipt = { userId: customer.user.id, noticeNo: newest?.noticeNo ?? '', readAt: means.clock.now() };
    await means.register.change((tx) => tx.notices.markRead(receipt));
    expect((await listOf(customer.user)).map(({ read }) => read)).toEqual([true, false]);
    means.clock.forward({ days: 90 });
    expect(await occasionsOf(customer.user)).toEqual(['revoked', 'renewed']);
    means.clock.forward({ days: 1 });
    expect(await occasionsOf(customer.user)).toEqual(['revoked']);
  });
});
