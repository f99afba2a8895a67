import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerKey } from '../../../../tests/testkit/bank/customer-key.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { TestBrowser } from '../../../../tests/testkit/bank/test-browser.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { asText } from '../../letters/document.ts';
import type { User } from '../../ports/register/records.ts';
import { mailedLetterOf, mailedNoticesOf } from '../notices/mailed-notices-of.ts';
import { sendMails } from '../notices/send-mails.ts';
import { revokeCertificate } from '../revocation/revoke-certificate.ts';
import { acquireCertificate } from './acquire-certificate.ts';
import { type ReissueAsked, reissueCertificate } from './reissue-certificate.ts';

const keep = { asked: 'keep' } as const;
const lost = { asked: 'revoke', reason: 'lost' } as const;
const [kept, revoked] = ['新しい電子証明書の利用開始まで使用できます。', '現在の電子証明書は失効しました。'];

describe.each(['sqlite', 'postgres'] as const)('the mail of a reissue, on %s (R28)', (engine) => {
  let means: TestMeans;
  let bank: TestBank;
  beforeEach(async () => {
    means = await testMeans(engine);
    means.clock.set('2026-12-10T00:12:00Z');
    bank = await testBank(means);
  });
  afterEach(() => means.close());

  const by = { bankId: 'mihon', operatorId: 'operator-1' };
  const reissue = (user: User, current: ReissueAsked['current']) =>
    reissueCertificate(means, { by, loginId: user.loginId, serial: null, current });
  const mailsOf = async ({ id }: { readonly id: string }) =>
    (await means.register.read((tx) => tx.mails.ofCertificate(id))).map(({ occasion, userId }) => [occasion, userId]);
  const twinsOf = (user: User) =>
    means.register.read(async (tx) => {
      const reader = { user, bank: bank.bank };
      const twins = await mailedNoticesOf(means, tx, reader);
      return Promise.all(
        twins.map(async (twin) => ({
          noticeNo: twin.noticeNo,
          occasion: twin.mail.occasion,
          text: asText((await mailedLetterOf(means, tx, reader, twin)).body.ja),
        })),
      );
    });
  const address = 'keiri@aoba.example';

  it('goes to the user and all 管理者 of the contract, each once, in place of that of the revocation', async () => {
    const { contract, user, certificate } = await bank.customer({ role: 'member', mailAddress: address });
    const administrators = [await bank.newcomer({ contract }), await bank.newcomer({ contract })];
    await bank.newcomer({ contract, role: 'member' });
    await bank.newcomer();
    const { code } = await reissue(user, lost);
    const told = [user, ...administrators.map((one) => one.user)];
    expect((await mailsOf(certificate)).toSorted()).toEqual(told.map(({ id }) => ['reissued', id]).toSorted());
    await sendMails(means);
    const [letter, ...others] = means.mailer.letters;
    expect(others).toEqual([]);
    expect(letter?.subject).toBe('【mihon信用金庫】電子証明書の再発行を受け付けました');
    const from = `2026年12月10日 9:12に、mihon信用金庫が再発行の手続きを行いました。${revoked}`;
    expect(letter?.text).toContain(`${from}取得用パスワードはメールではお送りしません。`);
    expect(letter?.text).toContain('ご契約時の書類に記載の電話番号へ');
    for (const text of [letter?.text, letter?.html])
      expect(text?.replaceAll('-', '')).not.toContain(code.replaceAll('-', ''));
  });

  it('says that the current certificate works on where it is kept, and nothing of one that had expired', async () => {
    const { user } = await bank.customer({ mailAddress: address, daysLeft: 3 });
    await reissue(user, keep);
    await sendMails(means);
    expect(means.mailer.letters.at(-1)?.text).toContain(`現在の電子証明書は${kept}`);
    means.clock.forward({ days: 4 });
    await reissue(user, keep);
    await sendMails(means);
    expect(means.mailer.letters.at(-1)?.text).toContain('行いました。取得用パスワードはメールではお送りしません。');
    expect(means.mailer.letters.at(-1)?.text).not.toContain('現在の電子証明書は');
  });

  it('tells no lie when it is sent after the kept certificate was revoked, and is not left out for that', async () => {
    const { user, certificate } = await bank.customer({ mailAddress: address });
    await reissue(user, keep);
    means.clock.forward({ minutes: 1 });
    await revokeCertificate(means, { certificateId: certificate.id, reason: 'lost', by });
    await sendMails(means);
    const texts = means.mailer.letters.map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts.filter((text) => text.includes(revoked))).toHaveLength(1);
    expect(texts.join()).not.toContain(kept);
  });

  it('has its twin under its own number, another for each reissue, in words that stay as they were sent (R27)', async () => {
    const { user, certificate } = await bank.customer({ mailAddress: address });
    await reissue(user, keep);
    await sendMails(means);
    const [first] = await twinsOf(user);
    expect(first?.text).toContain(kept);
    expect(means.mailer.letters[0]?.text).toContain(`お知らせ番号 ${first?.noticeNo}\n`);
    means.clock.forward({ minutes: 1 });
    await reissue(user, lost);
    const [second, before, ...others] = await twinsOf(user);
    expect(others).toEqual([]);
    expect(before).toEqual(first);
    expect(second?.text).toContain(revoked);
    expect(second?.noticeNo).not.toBe(first?.noticeNo);
    expect(await mailsOf(certificate)).toHaveLength(2);
  });

  it('is followed by that of the first use, of the new certificate', async () => {
    const { user } = await bank.customer({ mailAddress: address });
    const { code } = await reissue(user, keep);
    const asked = { bankId: 'mihon', loginId: user.loginId, code, csr: customerKey().request() };
    const acquired = await acquireCertificate(means, asked);
    if (acquired.pending) throw new Error('the signer is there');
    await new TestBrowser(means, 'mihon').login(acquired.certificate);
    expect(await mailsOf(acquired.certificate)).toEqual([['first-use', user.id]]);
  });
});
