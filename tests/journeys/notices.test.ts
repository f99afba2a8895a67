import type { Text } from '@koshin/web/texts/catalogue.ts';
import { mainTexts } from '@koshin/web/texts/main.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { uiTexts } from '@koshin/web/texts/ui.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { withdrawNotice, writeNotice } from '../testkit/journeys/bank.ts';
import type { Customer } from '../testkit/journeys/customer.ts';
import { inDays } from '../testkit/journeys/demo.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { Keyboard } from '../testkit/journeys/keyboard.ts';
import { lookAt } from '../testkit/journeys/look.ts';
import type { BankId } from '../testkit/journeys/speech.ts';

const { demo, customer } = journeys();

/** What a test has written stands no longer than the test. */
const written: { readonly bank: BankId; readonly noticeNo: string }[] = [];
afterEach(async () => {
  for (const { bank, noticeNo } of written.splice(0)) await withdrawNotice(demo(), bank, noticeNo);
});

async function write(bank: BankId, told: Omit<Parameters<typeof writeNotice>[1], 'bank'>): Promise<string> {
  const noticeNo = await writeNotice(demo(), { bank, ...told });
  written.push({ bank, noticeNo });
  return noticeNo;
}

const yearEnd = {
  subject: { ja: '年末年始のご利用時間について', en: 'Service hours at the turn of the year' },
  body: {
    ja: [
      '12月31日は**21:00**に終了し、*1月4日*の8:00に再開します。\n詳しくは[ホームページ](https://www.mihon.example/news)へ。',
      '## お振込みをご予定の方へ',
      '- 年内に入金されるお振込みは、12月30日までに\n- 給与のお振込みは、3営業日前までに',
      '1. ログインする\n2. 残高を確かめる',
    ].join('\n\n'),
    en: [
      'We close at **21:00** on 31 December and open again at 8:00 on *4 January*.\nSee [our home page](https://www.mihon.example/news).',
      '## If you plan transfers',
      '- Transfers of this year: by 30 December\n- Salaries: three business days before',
      '1. Log in\n2. Look at the balance',
    ].join('\n\n'),
  },
};

const terms = {
  subject: { ja: '電子証明書の取扱規定の改定について', en: 'Changes to the terms for certificates' },
  body: { ja: '2027年4月1日から適用します。', en: 'They apply from 1 April 2027.' },
};

/** What each customer of the demo has read before. */
const toldByDemo = 'システム点検に伴うサービス停止のお知らせ';

describe('what a bank writes waits after login under 重要なお知らせ (screens 2.2)', () => {
  it.each([
    ['ja', 'aoba-mori', 2, 1],
    ['en', 'aoba-kuroda', 3, 2],
  ] as const)(
    'in %s for %s; it is read by being opened, and the count falls',
    async (language, loginId, count, all) => {
      await write('mihon', { to: [loginId], ...yearEnd });
      const someone = await customer(loginId, { language });
      const { portal, say } = someone;
      const look = (name: string) => lookAt(portal, { language, name });

      await someone.login();
      await portal.shows('notice.list');
      expect(await portal.text()).toContain(say(noticeTexts['list.body'], { count, unread: all }));
      await look('notice.list-written');
      await open(someone, yearEnd.subject);
      const parts = ['strong', 'em', 'h2', 'ul li', 'ol li', 'a[href="https://www.mihon.example/news"]'];
      const marks = parts.map((one) => portal.page.locator('article').locator(one).count());
      expect(await Promise.all(marks)).toEqual([1, 1, 1, 2, 2, 1]);
      await look('notice.body-written');
      await portal.press(noticeTexts['letter.back']);
      await portal.page.getByText(say(noticeTexts['list.body'], { count, unread: all - 1 })).waitFor();
      await portal.press(noticeTexts['list.main']);
      expect(await unread(someone)).toBe(all - 1);

      // Read once, read for good.
      await portal.press(uiTexts['page.logout']);
      await someone.login();
      await portal.shows(all > 1 ? 'notice.list' : 'main');
      await someone.goToMain();
      expect(await unread(someone)).toBe(all - 1);
    },
  );

  it('「確認しました」 is kept with its time, also after logout and login', async () => {
    await write('mihon', { to: ['minato-ono'], ...terms, acknowledge: true });
    const someone = await customer('minato-ono');
    const { portal, say } = someone;
    await someone.login();
    await portal.shows('notice.list');
    expect(await portal.text()).toContain(say(uiTexts['notices.asked']));
    await open(someone, terms.subject);
    await portal.press(noticeTexts['body.acknowledge']);
    const confirmed = portal.page.getByText(/確認済み（\d{4}年\d{1,2}月\d{1,2}日 \d{1,2}:\d{2}）/);
    const words = await confirmed.innerText();
    await lookAt(portal, { language: 'ja', name: 'notice.body-acknowledged-written' });
    await portal.press(uiTexts['page.logout']);

    await someone.login();
    await portal.shows('notice.list');
    expect(await portal.text()).toContain(say(uiTexts['notices.given']));
    await open(someone, terms.subject);
    expect(await confirmed.innerText()).toBe(words);
    expect(await portal.button(noticeTexts['body.acknowledge']).count()).toBe(0);
  });

  it('is gone from list, letter and count as soon as the bank takes it back', async () => {
    const noticeNo = await write('mihon', { to: ['aoba-sakura'], ...yearEnd });
    const someone = await customer('aoba-sakura');
    const { portal, say } = someone;
    await someone.login();
    await portal.shows('notice.list');
    await open(someone, yearEnd.subject);
    await withdrawNotice(demo(), 'mihon', noticeNo);
    await portal.page.reload();
    await portal.shows('error.not-found');
    await portal.press({ ja: 'メイン画面へ進む', en: 'Go to the main screen' });
    expect(await unread(someone)).toBe(1);
    await portal.press(mainTexts.openNotices);
    await portal.shows('notice.list');
    expect(await portal.text()).toContain(say(noticeTexts['list.body'], { count: 2, unread: 1 }));
    expect(await portal.text()).not.toContain(yearEnd.subject.ja);
  });
});

describe('more than twenty notices', () => {
  it('have search and pages, by the keyboard alone; 一覧へ戻る leads to where one was', async () => {
    const maintenance = (number: number) => ({
      subject: { ja: `定例点検のお知らせ（第${number}回）`, en: `Maintenance No. ${number}` },
      body: { ja: 'ご不便をおかけします。', en: 'We apologise for any inconvenience.' },
    });
    const numbers: string[] = [];
    for (let number = 1; number <= 24; number += 1) {
      numbers.push(await write('mihon', { to: ['minato-ishii'], ...maintenance(number) }));
    }
    const someone = await customer('minato-ishii');
    const { portal, say } = someone;
    const { page } = portal;
    const keyboard = new Keyboard(portal);
    const shown = () => page.locator('tbody a').allInnerTexts();
    const address = () => decodeURIComponent(new URL(page.url()).search);
    await someone.login();
    await portal.shows('notice.list');
    expect(await portal.text()).toContain(say(noticeTexts['list.body'], { count: 26, unread: 25 }));
    // The renewal notice first, then the newest first.
    const first = await shown();
    expect(first).toHaveLength(20);
    expect(first.slice(0, 2)).toEqual([say(noticeTexts['renewal.subject']), maintenance(24).subject.ja]);

    await keyboard.press(uiTexts['paging.next'], 'Enter');
    await page.getByText(say(uiTexts['paging.place'], { page: 2, pages: 2 })).waitFor();
    const last = [5, 4, 3, 2, 1].map((number) => maintenance(number).subject.ja);
    expect(await shown()).toEqual([...last, toldByDemo]);
    await keyboard.press(maintenance(3).subject, 'Enter');
    await title(someone, maintenance(3).subject);
    await keyboard.press(noticeTexts['letter.back'], 'Enter');
    await page.getByText(say(uiTexts['paging.place'], { page: 2, pages: 2 })).waitFor();
    expect(address()).toBe('?page=2');

    await keyboard.type(noticeTexts['list.search'], '点検　第２');
    await page.keyboard.press('Enter');
    const found = say(noticeTexts['list.found'], { search: '点検　第２', found: 6 });
    await page.getByText(found).waitFor();
    expect(await shown()).toEqual([24, 23, 22, 21, 20, 2].map((number) => maintenance(number).subject.ja));
    await lookAt(portal, { language: 'ja', name: 'notice.list-search' });
    await keyboard.press(maintenance(21).subject, 'Enter');
    await title(someone, maintenance(21).subject);
    await page.reload();
    await keyboard.press(noticeTexts['letter.back'], 'Enter');
    await page.getByText(found).waitFor();
    await page.reload();
    await page.getByText(found).waitFor();

    // By the number in a mail, as it is written there.
    const wanted = numbers[6] ?? '';
    await keyboard.type(noticeTexts['list.search'], `${wanted.slice(0, 4)}-${wanted.slice(4)}`);
    await page.keyboard.press('Enter');
    await expect.poll(shown).toEqual([maintenance(7).subject.ja]);

    await keyboard.type(noticeTexts['list.search'], '休業');
    await page.keyboard.press('Enter');
    await page.getByText(say(noticeTexts['list.foundNone'], { search: '休業' })).waitFor();
    await keyboard.press(noticeTexts['list.all'], 'Enter');
    await page.getByText(say(uiTexts['paging.place'], { page: 1, pages: 2 })).waitFor();
    await keyboard.press(noticeTexts['list.main'], 'Enter');
    await portal.shows('main');
    expect(await unread(someone)).toBe(23);
  });
});

describe('after a renewal', () => {
  it('the renewal notice is gone, the mail that confirms it stands there, and what the bank wrote still does', async () => {
    await write('reiji', { to: ['nagisa-fujita'], ...terms });
    const someone = await customer('nagisa-fujita');
    const { portal, say } = someone;
    const renewal = await someone.beginRenewal();
    expect(await portal.page.locator('h1').innerText()).toBe(say(noticeTexts['renewal.subject']));
    const file = await renewal.renewToFile({ storage: true });
    await renewal.goToImport();
    someone.register(file);
    await renewal.check();
    await renewal.shows('renewal.done');
    await renewal.close();
    expect(await unread(someone)).toBe(2);
    await portal.page.locator('.menu a[href="/notices"]').click();
    await portal.shows('notice.list');
    const confirmed = '【例示信用金庫】電子証明書の更新が完了しました';
    expect(await portal.page.locator('tbody a').allInnerTexts()).toEqual([confirmed, terms.subject.ja, toldByDemo]);
    await open(someone, { ja: confirmed, en: '' });
    const letter = await portal.text();
    expect(letter).toMatch(/に、新しい電子証明書が使用できることを確認し、更新が完了しました。/);
    expect(letter).toMatch(/更新前の電子証明書も、\d{4}年\d{1,2}月\d{1,2}日まで使用できます。/);
    expect(letter).toContain('お心当たりがない場合は、下記へご連絡ください。');
    expect(letter).toContain('電話 0120-000-000');
    await lookAt(portal, { language: 'ja', name: 'notice.body-mailed-renewed' });
  });
});

describe('a notice with a last day', () => {
  /** Days that the demo's clock is ahead; where the test is tried again, it is ahead already. */
  let ahead = 0;

  it('stands until the end of that day, and not after it', async () => {
    await write('reiji', { to: ['nagisa-okada'], ...yearEnd, until: dayInJapan(ahead + 1) });
    const before = await customer('nagisa-okada');
    await before.login();
    await before.portal.shows('notice.list');
    expect(await before.portal.text()).toContain(before.say(yearEnd.subject));
    await demo().end('stop');
    ahead += 2;
    await demo().startAgain({ clock: inDays(ahead) });
    await before.login();
    await before.portal.shows('notice.list');
    expect(await before.portal.text()).not.toContain(before.say(yearEnd.subject));
    expect(await before.portal.text()).toContain(before.say(noticeTexts['list.body'], { count: 2, unread: 1 }));
  });
});

/** From the list to the letter of this subject. */
async function open(someone: Customer, subject: Text): Promise<void> {
  const { portal, say } = someone;
  await portal.page.getByRole('link', { name: say(subject), exact: true }).click();
  await title(someone, subject);
}

async function title({ portal, say }: Customer, subject: Text): Promise<void> {
  await portal.page.getByRole('heading', { level: 1, name: say(subject), exact: true }).waitFor();
}

/** The count at 重要なお知らせ on the main screen. */
async function unread({ portal }: Customer): Promise<number> {
  await portal.shows('main');
  return Number(/\d+/.exec(await portal.page.locator('.menu .count').innerText())?.[0]);
}

function dayInJapan(days: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(inDays(days));
}
