import { NoticeLetter, NoticeList } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpBrowser, identityOf } from '../../../../tests/testkit/bank/http-browser.ts';
import { saying } from '../../../../tests/testkit/bank/saying.ts';
import { type TestBank, testBank } from '../../../../tests/testkit/bank/test-bank.ts';
import { type TestMeans, testMeans } from '../../../../tests/testkit/bank/test-means.ts';
import { type TestService, testService } from '../../../../tests/testkit/bank/test-service.ts';
import { written } from '../../../../tests/testkit/bank/written-notice.ts';
import { sendMails } from '../../use-cases/notices/send-mails.ts';
import { revokeCertificate } from '../../use-cases/revocation/revoke-certificate.ts';

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

/** A 管理者, logged in, with a notice of his bank, and told of two colleagues whose certificates were revoked. */
async function toldAdministrator() {
  const administrator = await bank.customer({ daysLeft: 100, mailAddress: 'kanri@aoba.example' });
  const { contract, user, key, certificate } = administrator;
  for (const _ of [1, 2]) {
    const colleague = await bank.customer({ contract, role: 'member' });
    const by = { bankId: 'mihon', operatorId: null };
    await revokeCertificate(means, { certificateId: colleague.certificate.id, reason: 'lost', by });
    means.clock.forward({ minutes: 1 });
  }
  await written(means, { users: [user.loginId] });
  await sendMails(means);
  const mails = means.mailer.letters.filter(({ to }) => to === 'kanri@aoba.example').slice(-2);
  const at = new HttpBrowser({ origin: service.portalOrigin('mihon'), ca: service.serverCa });
  await at.login(identityOf(key.privateKey, certificate.der), 'right password');
  await at.session();
  return { at, mails };
}

const sessionOf = async (at: HttpBrowser) => saying(SessionView, await at.get(portalPaths.session));

describe('twins of mails in the portal (R27)', () => {
  it('stand in the list and its counts, found by the number or the subject that a mail bears', async () => {
    const { at, mails } = await toldAdministrator();
    const list = saying(NoticeList, await at.get(portalPaths.notices));
    expect(list).toMatchObject({ count: 3, unread: 3, found: 3 });
    expect(await sessionOf(at)).toMatchObject({ notices: { count: 3, unread: 3, renewals: 0 } });
    const mailed = list.notices.filter(({ kind }) => kind === 'mailed');
    const subject = {
      ja: '【mihon信用金庫】電子証明書を失効しました',
      en: '[mihon信用金庫] A certificate has been revoked',
    };
    expect(mailed).toMatchObject([
      { read: false, subject },
      { read: false, subject },
    ]);
    const numberIn = (text = '') => /お知らせ番号 (\d{8})/.exec(text)?.[1] ?? '';
    const numbers = mails.map(({ text }) => numberIn(text));
    expect(mailed.map(({ noticeNo }) => noticeNo).toSorted()).toEqual(numbers.toSorted());
    const search = async (words: string) =>
      saying(NoticeList, await at.get(`${portalPaths.notices}?search=${encodeURIComponent(words)}`));
    expect(await search(numbers[0] ?? '')).toMatchObject({ count: 3, found: 1, notices: [{ noticeNo: numbers[0] }] });
    expect((await search('失効')).notices.map(({ kind }) => kind)).toEqual(['mailed', 'mailed']);
    expect((await search('revoked')).found).toBe(2);
  });

  it('are opened with the words of the mail, and are then read, each for itself', async () => {
    const { at, mails } = await toldAdministrator();
    const [mail] = mails;
    const noticeNo = /お知らせ番号 (\d{8})/.exec(mail?.text ?? '')?.[1] ?? '';
    const letter = saying(NoticeLetter, await at.get(portalPaths.notice(noticeNo)));
    if (letter.kind !== 'mailed') throw new Error(`a twin was expected, got ${letter.kind}`);
    expect(letter).toMatchObject({ noticeNo, read: false, subject: { ja: mail?.subject } });
    const [said, ask, facts, contact] = letter.body.ja;
    const text = said?.kind === 'paragraph' && said.children[0]?.kind === 'text' ? said.children[0].text : '';
    expect(text).toContain('mihon信用金庫が下記の電子証明書を失効しました。');
    expect(mail?.text).toContain(text);
    expect([ask?.kind, facts?.kind, contact?.kind]).toEqual(['paragraph', 'facts', 'small']);
    expect(facts?.kind === 'facts' && facts.rows.at(-1)).toEqual(['お知らせ番号', noticeNo]);
    expect(JSON.stringify(letter.body.en)).toContain('revoked the certificate below');

    expect(saying(NoticeLetter, await at.post(portalPaths.noticeRead(noticeNo), {}))).toMatchObject({ read: true });
    expect(saying(NoticeLetter, await at.post(portalPaths.noticeRead(noticeNo), {}))).toMatchObject({ read: true });
    expect(await sessionOf(at)).toMatchObject({ notices: { count: 3, unread: 2 } });
    expect((await at.post(portalPaths.noticeAcknowledgement(noticeNo), {})).status).toBe(404);
  });

  it('are nobody else’s to open', async () => {
    const { mails } = await toldAdministrator();
    const { at } = await toldAdministrator();
    const noticeNo = /お知らせ番号 (\d{8})/.exec(mails[0]?.text ?? '')?.[1] ?? '';
    expect((await at.get(portalPaths.notice(noticeNo))).status).toBe(404);
    expect((await at.post(portalPaths.noticeRead(noticeNo), {})).status).toBe(404);
  });
});
