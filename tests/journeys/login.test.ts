import { certificateTexts } from '@koshin/web/texts/certificate.ts';
import { loginTexts } from '@koshin/web/texts/login.ts';
import { mainTexts } from '@koshin/web/texts/main.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { presentTexts } from '@koshin/web/texts/present.ts';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../testkit/journeys/customer.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { lookAt } from '../testkit/journeys/look.ts';

const { demo, customer } = journeys();

describe('login with certificate and password leads to what waits (R1, R3)', () => {
  it.each([
    ['aoba-kuroda', 'あと30日'],
    ['aoba-sakura', 'あと20日'],
    ['minato-ishii', 'あと10日'],
    ['minato-ono', 'あと1日'],
    ['minato-hayashi', '本日まで'],
  ])('%s, %s: the notice, then the main screen with the days left', async (loginId, left) => {
    const someone = await customer(loginId);
    await someone.login();
    await someone.openNotice();
    expect(await someone.portal.text()).toContain(left);
    await someone.portal.press(noticeTexts['letter.back']);
    await someone.portal.press(noticeTexts['list.main']);
    await someone.portal.shows('main');
    expect(await someone.term()).toMatch(new RegExp(`^\\d{4}年\\d{1,2}月\\d{1,2}日 ${left}$`));
  });

  it('31 days before expiry nothing waits, and the renewal says from when it can be done', async () => {
    const someone = await customer('aoba-mori');
    await someone.login();
    await someone.portal.shows('main');
    expect(await someone.term()).toContain('あと31日');
    expect(await someone.portal.text()).not.toContain('更新できます');
    await someone.portal.page.goto(`${someone.account.portalUrl}/notices`);
    await someone.portal.shows('notice.list');
    // What the bank told everybody has been read before.
    const nothingNew = someone.say(noticeTexts['list.body'], { count: 1, unread: 0 });
    expect(await someone.portal.text()).toContain(nothingNew);

    await someone.portal.page.goto(`${someone.account.portalUrl}/renewal/${await ownCertificateId(someone)}`);
    await someone.portal.page.locator('h1', { hasText: /^更新できるのは\d{4}年\d{1,2}月\d{1,2}日からです$/ }).waitFor();
    await lookAt(someone.portal, { language: 'ja', name: 'renewal.too-early' });
  });

  it('two certificates have a notice each, and the one not presented is asked for before its renewal', async () => {
    const files = await demo().filesOf(await demo().accountsOf('hibari-hara'));
    const [in25Days, in12Days] = files;
    if (in25Days === undefined || in12Days === undefined) throw new Error('hibari-hara has two certificates');
    const someone = await customer('hibari-hara', { files: [in12Days] });
    await someone.login();
    await someone.portal.shows('notice.list');
    // As 管理者 also that a colleague's certificate was revoked, with the words of the mail.
    expect(await someone.portal.text()).toContain('お知らせが5件あります');
    expect(await someone.portal.text()).toContain('電子証明書を失効しました');
    const letters = someone.portal.page.getByRole('link', { name: someone.say(noticeTexts['renewal.subject']) });
    const left: string[] = [];
    for (const index of [0, 1]) {
      await letters.nth(index).click();
      await someone.portal.shows('notice.renewal');
      left.push(/あと\d+日/.exec(await someone.portal.text())?.[0] ?? '');
      if (left[index] === 'あと25日') break;
      await someone.portal.press(noticeTexts['letter.back']);
      await someone.portal.shows('notice.list');
    }
    expect(left).toContain('あと25日');

    const renewal = await someone.openRenewal();
    await renewal.shows('renewal.login-again');
    expect(await renewal.text()).toMatch(/シリアル番号の末尾が [0-9A-F]{4} の電子証明書/);
    await lookAt(renewal, { language: 'ja', name: 'renewal.login-again' });
    someone.register(in25Days.path, in25Days.password);
    await renewal.press({ ja: '確認する', en: 'Check' });
    await renewal.shows('renewal.start');
  });
});

describe('a certificate that does not open the portal gets its own page (R21)', () => {
  it('expired yesterday: browsers do not offer it, and the look-up says that it has expired', async () => {
    const someone = await customer('hibari-ueda');
    await someone.present();
    await someone.portal.shows('present.none');
    await lookAt(someone.portal, { language: 'ja', name: 'present.none' });
    await lookUp(someone);
    expect(await someone.portal.text()).toContain(someone.say(certificateTexts['status.expired']));
    await someone.portal.page
      .getByRole('link', { name: someone.say(presentTexts.expiredSteps) })
      .last()
      .click();
    await someone.portal.page.locator('h1', { hasText: '電子証明書の有効期限が過ぎた場合' }).waitFor();
  });

  it('revoked: the page says when, and names no reason', async () => {
    const someone = await customer('hibari-noda');
    await someone.present();
    await someone.portal.shows('present.revoked');
    expect(await someone.portal.text()).toMatch(/\d{4}年\d{1,2}月\d{1,2}日に失効しているため/);
    expect(await someone.portal.text()).not.toContain('野田');
    await lookAt(someone.portal, { language: 'ja', name: 'present.revoked' });
  });

  it('never acquired: none is chosen', async () => {
    const someone = await customer('hibari-kishi');
    await someone.present();
    await someone.portal.shows('present.none');
  });

  it("another bank's is not offered; once the right one is there, the running browser presents it", async () => {
    const ofReiji = await demo().filesOf(await demo().accountsOf('nagisa-fujita'));
    const someone = await customer('aoba-sakura', { files: ofReiji });
    await someone.present();
    await someone.portal.shows('present.none');
    const [own] = await demo().filesOf(await demo().accountsOf('aoba-sakura'));
    if (own === undefined) throw new Error('aoba-sakura has a certificate');
    someone.register(own.path, own.password);
    await someone.portal.press(presentTexts.again);
    await someone.portal.shows('login.password');
  });

  it('a password that does not match says how often it may be tried, and the right one still logs in', async () => {
    const someone = await customer('minato-ishii', { language: 'en' });
    await someone.present();
    await someone.givePassword('not-this-one');
    const words = someone.say(loginTexts['password.mismatch'], { triesLeft: 4, minutes: 15 });
    await someone.portal.page.locator('.msg', { hasText: words }).waitFor();
    await someone.givePassword();
    await someone.portal.shows('notice.list');
    await someone.portal.press(noticeTexts['list.main']);
    await someone.portal.shows('main');
    expect(await someone.portal.text()).toContain(someone.say(mainTexts.expiry));
  });

  it('five that do not match pause the login; the page says until when, and that the certificate is not affected', async () => {
    const someone = await customer('aoba-kuroda');
    await someone.present();
    for (const triesLeft of [4, 3, 2, 1]) {
      await someone.givePassword('not-this-one');
      const words = someone.say(loginTexts['password.mismatch'], { triesLeft, minutes: 15 });
      await someone.portal.page.locator('.msg', { hasText: words }).waitFor();
    }
    await someone.givePassword('not-this-one');
    await someone.portal.shows('login.locked');
    const said = await someone.portal.text();
    expect(said).toMatch(
      /ログインパスワードが5回一致しなかったため、\d{4}年\d{1,2}月\d{1,2}日 ?\d{1,2}:\d{2}まで停止しています。時刻になると自動的に再開します。電子証明書はそのままです。/,
    );
    expect(said).toContain('お心当たりがない場合は、見本信用金庫へご連絡ください。');
    await lookAt(someone.portal, { language: 'ja', name: 'login.locked' });
    // The right one does not open it before that.
    await someone.portal.press(loginTexts['locked.back']);
    await someone.portal.press(loginTexts['start.login']);
    await someone.givePassword();
    await someone.portal.shows('login.locked');
  });
});

async function lookUp({ portal, account, password, say }: Customer): Promise<void> {
  await portal.page.getByText(say(presentTexts['lookUp.summary'])).click();
  await portal.fill(presentTexts['lookUp.loginId'], account.loginId);
  await portal.fill(presentTexts['lookUp.password'], password);
  await portal.press(presentTexts['lookUp.ask']);
  await portal.page.getByText('登録の状況：').waitFor();
}

/** Of the only certificate, as the portal's own pages learn it. */
async function ownCertificateId({ portal }: Customer): Promise<string> {
  const id: unknown = await portal.page.evaluate(
    `fetch('/api/certificates').then((answer) => answer.json()).then(({ certificates }) => certificates[0].id)`,
  );
  if (typeof id !== 'string') throw new Error('the portal lists no certificate');
  return id;
}
