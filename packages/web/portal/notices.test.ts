import type { Notice, NoticeLetter } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { letterOf } from '../testing/notice-calls.ts';
import { asking, mailed, manyNotices, written } from '../testing/notice-samples.ts';
import { portalVisits } from '../testing/portal.ts';
import { notice } from '../testing/samples.ts';
import { loggedIn } from './testing/logged-in.ts';

const { visit } = portalVisits();

const list = (notices: readonly Notice[], path = '/notices') => visit(path, loggedIn({}, notices));
const letter = (one: Notice, where = '') => visit(`/notices/${one.noticeNo}${where}`, loggedIn({}, [one]));

/** 45 of them: three pages. */
const many = [notice, asking, ...manyNotices(43)];

const title = '重要なお知らせ';
const box = (page: Page) => page.getByRole('searchbox', { name: '件名・お知らせ番号で検索' });
const subjects = (page: Page) => page.locator('tbody a').allInnerTexts();
const place = (page: Page) => decodeURIComponent(new URL(page.url()).search);
/** What a screen reader says on arrival: the title with what is only heard. */
const heard = (page: Page) =>
  page.evaluate(() => document.activeElement?.tagName === 'H1' && document.activeElement.textContent);
const arrives = (page: Page, words: string) => expect.poll(() => heard(page)).toBe(words);

describe('the list of notices', () => {
  it('names each by its subject in the order of the service, and leads to the main screen', async () => {
    const { page } = await list([notice, mailed, asking, written]);
    await page.getByText('ご確認いただきたいお知らせが4件あります（未読 3件）。').waitFor();
    expect(await subjects(page)).toEqual([
      '電子証明書の更新をお願いします',
      mailed.subject.ja,
      asking.subject.ja,
      written.subject.ja,
    ]);
    await arrives(page, '重要なお知らせ、4件、うち未読3件');
    await page.getByRole('link', { name: 'メイン画面へ進む' }).click();
    await page.getByRole('heading', { name: 'メイン画面' }).waitFor();
  });

  it('says in words what is unread, and what is asked for and given', async () => {
    const given = { ...asking, noticeNo: '71904439', read: true, acknowledgement: { at: '2026-12-10T01:00:00Z' } };
    const { page } = await list([asking, given, written]);
    await page.getByRole('table', { name: title }).waitFor();
    expect(await page.locator('.states').evaluateAll((all) => all.map((one) => one.textContent))).toEqual([
      '未読ご確認ください',
      '既読確認済み',
      '既読',
    ]);
  });

  it('has neither search nor pages up to twenty, and both above', async () => {
    const twenty = await list(manyNotices(20));
    await twenty.page.getByRole('table').waitFor();
    expect(await twenty.page.locator('tbody tr').count()).toBe(20);
    expect(await box(twenty.page).count()).toBe(0);
    expect(await twenty.page.getByRole('navigation').count()).toBe(0);
    const more = await list(manyNotices(21));
    await box(more.page).waitFor();
    expect(await more.page.locator('tbody tr').count()).toBe(20);
    await more.page.getByRole('navigation', { name: 'ページの移動' }).getByText('1／2ページ').waitFor();
  });

  it('writes a subject that is only there in the other language, and says which that is', async () => {
    const { page } = await list([{ ...written, subject: { ja: '', en: 'Service hours' } }]);
    const link = page.getByRole('link', { name: 'Service hours' });
    expect(await link.getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Important notices' }).waitFor();
    expect(await link.getAttribute('lang')).toBeNull();
  });
});

describe('the search', () => {
  it('stands in the address, says how many it found, and is there again after loading anew', async () => {
    const { page } = await list(many);
    await box(page).fill('  第4 ');
    await page.keyboard.press('Enter');
    await page.getByText('「第4」で5件見つかりました。').waitFor();
    expect(place(page)).toBe('?search=第4');
    expect(await subjects(page)).toHaveLength(5);
    await arrives(page, '重要なお知らせ、「第4」で5件');
    await page.reload();
    await page.getByText('「第4」で5件見つかりました。').waitFor();
    expect(await box(page).inputValue()).toBe('第4');
  });

  it('goes back by the browser’s own button, the words in the box with it', async () => {
    const { page } = await list(many);
    for (const found of ['「第4」で5件見つかりました。', '「第2」で11件見つかりました。']) {
      await box(page).fill(found.slice(1, 3));
      await page.getByRole('button', { name: '検索する' }).click();
      await page.getByText(found).waitFor();
    }
    await page.goBack();
    await page.getByText('「第4」で5件見つかりました。').waitFor();
    expect(await box(page).inputValue()).toBe('第4');
    await page.goBack();
    await page.getByText('1／3ページ').waitFor();
    expect(await box(page).inputValue()).toBe('');
  });

  it('that finds nothing says so, and leads back to all', async () => {
    const { page } = await list(many, '/notices?search=%E5%B9%B4%E6%9C%AB%E8%AA%BF%E6%95%B4');
    await page.getByText('「年末調整」に一致するお知らせは見つかりませんでした。').waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    await arrives(page, '重要なお知らせ、「年末調整」で0件');
    await page.getByRole('link', { name: 'メイン画面へ進む' }).waitFor();
    await page.getByRole('link', { name: 'すべてのお知らせを表示する' }).click();
    await page.getByText('1／3ページ').waitFor();
    expect(place(page)).toBe('');
    expect(await box(page).inputValue()).toBe('');
    await arrives(page, '重要なお知らせ、45件、うち未読3件、1ページ目、全3ページ');
  });

  it('of an address can be taken back also where there is no need to search', async () => {
    const { page } = await list([notice, written], '/notices?search=%E5%B9%B4%E6%9C%AB');
    expect(await box(page).inputValue()).toBe('年末');
    await box(page).fill('');
    await page.keyboard.press('Enter');
    await page.getByText('ご確認いただきたいお知らせが2件あります').waitFor();
    await expect.poll(() => subjects(page)).toHaveLength(2);
    expect(await box(page).count()).toBe(0);
  });

  it('takes words for words, whatever they look like', async () => {
    const odd = '<b>&page=2&search=%7B{count}';
    const { page } = await list(many);
    await box(page).fill(odd);
    await page.keyboard.press('Enter');
    await page.getByText(`「${odd}」に一致するお知らせは見つかりませんでした。`).waitFor();
    await page.reload();
    await page.getByText(`「${odd}」に一致するお知らせは見つかりませんでした。`).waitFor();
  });
});

describe('the pages', () => {
  it('are addresses; each says where it is, and the title takes the focus', async () => {
    const { page } = await list(many);
    await page.getByRole('link', { name: '次のページ' }).click();
    await page.getByText('2／3ページ').waitFor();
    expect(place(page)).toBe('?page=2');
    await arrives(page, '重要なお知らせ、45件、うち未読3件、2ページ目、全3ページ');
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.getByRole('link', { name: '次のページ' }).click();
    await page.getByText('3／3ページ').waitFor();
    expect(await subjects(page)).toHaveLength(5);
    expect(await page.getByRole('link', { name: '次のページ' }).count()).toBe(0);
    await page.goBack();
    await page.getByText('2／3ページ').waitFor();
    await page.reload();
    await page.getByText('2／3ページ').waitFor();
    await page.getByRole('link', { name: '前のページ' }).click();
    await page.getByText('1／3ページ').waitFor();
    expect(place(page)).toBe('');
  });

  it('keep the words that are looked for', async () => {
    const { page } = await list(many, '/notices?search=%E5%AE%9A%E4%BE%8B');
    await page.getByRole('link', { name: '次のページ' }).click();
    await page.getByText('2／3ページ').waitFor();
    expect(place(page)).toBe('?search=定例&page=2');
  });

  it.each(['9', '9999'])('above the last one, as of an old address, are the last one (%s)', async (number) => {
    const { page } = await list(many, `/notices?page=${number}`);
    await page.getByText('3／3ページ').waitFor();
    await page.getByRole('link', { name: '前のページ' }).click();
    await page.getByText('2／3ページ').waitFor();
  });

  it('stay as they are while the next one does not come, and it comes when the service is back', async () => {
    const script = loggedIn({}, many);
    const { page, service } = await visit('/notices', script);
    await page.getByText('1／3ページ').waitFor();
    service.answer({ ...script, 'GET /api/notices': () => 'cut' });
    await page.getByRole('link', { name: '次のページ' }).click();
    await page.getByText('通信が途切れました。自動的に接続し直しています。').waitFor();
    expect(await subjects(page)).toHaveLength(20);
    await page.getByText('1／3ページ').waitFor();
    service.answer(script);
    await page.getByText('2／3ページ').waitFor();
  });
});

describe('the way back from a letter', () => {
  it('leads to the page and the search it was opened from, also after loading anew', async () => {
    const { page } = await list(many, '/notices?search=%E5%AE%9A%E4%BE%8B&page=2');
    await page.getByRole('link', { name: /第10回/ }).click();
    await page.getByRole('heading', { name: /第10回/ }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByText('2／3ページ').waitFor();
    expect(place(page)).toBe('?search=定例&page=2');
    expect(await box(page).inputValue()).toBe('定例');
  });

  it('leads to the first page where the letter was not opened from a list', async () => {
    const { page } = await letter(written, '?page=x');
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    expect(new URL(page.url()).pathname + place(page)).toBe('/notices');
  });
});

describe('a letter', () => {
  it('shows subject, number, date and text, and is read thereby: the list and the main screen know', async () => {
    const { page, service } = await list([{ ...written, read: false }]);
    await page.getByRole('link', { name: written.subject.ja }).click();
    await arrives(page, written.subject.ja);
    expect(await page.title()).toBe(`${written.subject.ja} - WEB-FBサービス - 見本信用金庫`);
    for (const words of ['お知らせ番号 3051-7264', '掲載日 2026年12月1日', 'ご利用を休止', '2027年1月4日 8:00から']) {
      await page.getByText(words).waitFor();
    }
    await expect.poll(() => service.calls).toContain(`POST ${portalPaths.noticeRead(written.noticeNo)}`);
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByText('1件あります（未読 0件）。').waitFor();
    expect(await page.getByText('未読', { exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'メイン画面へ進む' }).click();
    await page.getByRole('link', { name: '重要なお知らせ 未読 0件' }).waitFor();
  });

  it('that was read is not marked again', async () => {
    const { page, service } = await letter(written);
    await page.getByRole('heading', { name: written.subject.ja }).waitFor();
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    expect(service.calls.filter((call) => call.endsWith('/read'))).toEqual([]);
  });

  it('is shown also where it cannot be marked as read', async () => {
    const { page, service } = await visit(`/notices/${mailed.noticeNo}`, {
      ...loggedIn({}, [mailed]),
      'POST /api/notices/66120853/read': () => ({ refuse: { code: 'unexpected' } }),
    });
    await page.getByText('電子証明書の更新が完了しました。').waitFor();
    await expect.poll(() => service.calls).toContain(`POST ${portalPaths.noticeRead(mailed.noticeNo)}`);
    await page.getByRole('heading', { name: mailed.subject.ja }).waitFor();
  });

  it('without words in the page’s language shows the other one’s, says so, and is read aloud rightly', async () => {
    const { page } = await letter({ ...written, subject: { ja: written.subject.ja, en: '' } });
    const said = page.getByText('This notice is available in Japanese only.');
    const heading = page.getByRole('heading', { level: 1, name: written.subject.ja });
    await heading.waitFor();
    expect(await said.count()).toBe(0);
    expect(await heading.getAttribute('lang')).toBeNull();
    await page.getByRole('button', { name: 'English' }).click();
    await said.waitFor();
    expect(await heading.getAttribute('lang')).toBe('ja');
    expect(await page.locator('.rich').getAttribute('lang')).toBe('ja');
    expect(await page.locator('.rich .vh').getAttribute('lang')).toBe('en');
  });

  it('that the bank takes back while it is read is not found any more', async () => {
    const script = loggedIn({}, [written]);
    const { page, context, service } = await visit(`/notices/${written.noticeNo}`, script);
    await page.getByRole('heading', { name: written.subject.ja }).waitFor();
    service.answer({ ...script, 'GET /api/notices/30517264': () => ({ refuse: { code: 'not-found' } }) });
    const other = await context.newPage();
    await other.goto(`${service.origin}/main`);
    await other.evaluate(() => new BroadcastChannel('koshin').postMessage({ kind: 'renewal-changed' }));
    await page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor();
    await page.getByRole('link', { name: 'メイン画面へ進む' }).waitFor();
  });
});

describe('what a bank wrote', () => {
  const saying = (text: string, href = 'https://www.mihon.example/'): NoticeLetter => ({
    ...written,
    body: {
      ja: [{ kind: 'paragraph', children: [{ kind: 'link', href, children: [{ kind: 'text', text }] }] }],
      en: [],
    },
  });
  const reading = (say: NoticeLetter) =>
    visit(`/notices/${written.noticeNo}`, { ...loggedIn({}, [written]), 'GET /api/notices/30517264': () => ({ say }) });

  it('is text, also where it looks like markup', async () => {
    const { page } = await reading(saying('<img src="/none" onerror="document.title=1"><b>太字</b>'));
    await page.getByText('<b>太字</b>').waitFor();
    expect(await page.locator('.rich img, .rich b').count()).toBe(0);
  });

  it('links to other sites in a tab of their own, which learns nothing of this one', async () => {
    const { page, context } = await reading(saying('ホームページ'));
    await context.route('https://www.mihon.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>elsewhere</h1>' }),
    );
    const link = page.getByRole('link', { name: 'ホームページ （新しいタブで開きます）' });
    expect(await link.evaluate((a) => getComputedStyle(a).textDecorationLine)).toBe('underline');
    const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await tab.getByRole('heading', { name: 'elsewhere' }).waitFor();
    expect(await tab.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
    expect(new URL(page.url()).pathname).toBe(`/notices/${written.noticeNo}`);
  });

  it.each(['tel:0120000000', 'mailto:desk@mihon.example'])('links to %s in place', async (href) => {
    const { page } = await reading(saying('こちら', href));
    const link = page.getByRole('link', { name: 'こちら', exact: true });
    expect(await link.getAttribute('href')).toBe(href);
    expect(await link.getAttribute('target')).toBeNull();
  });

  it.each(['javascript:alert(1)', 'http://www.mihon.example/', 'data:text/html,x', '//other.example/'])(
    'is not shown at all with a link to %s',
    async (href) => {
      const { page, service } = await reading(saying('こちら', href));
      await page.getByRole('heading', { name: '処理を完了できませんでした' }).waitFor();
      expect(await page.getByText('こちら').count()).toBe(0);
      expect(service.faults.splice(0)).toEqual(['GET /api/notices/30517264: answered against the schema']);
    },
  );
});

describe('確認しました', () => {
  const button = { name: '確認しました' };
  const confirmed = '確認済み（2026年12月10日 10:00）';

  it('is said with its time in the place of the button, to which the focus goes, and stays said', async () => {
    const { page } = await letter(asking);
    await page.getByText('内容をご確認のうえ、「確認しました」を押してください。').waitFor();
    await page.getByRole('button', button).click();
    await page.getByText(confirmed).waitFor();
    expect(await page.getByRole('button', button).count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(confirmed);
    await page.reload();
    await arrives(page, asking.subject.ja);
    await page.getByText(confirmed).waitFor();
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByText('確認済み').waitFor();
  });

  it('is not asked for where the bank does not ask', async () => {
    const { page } = await letter(written);
    await page.getByRole('heading', { name: written.subject.ja }).waitFor();
    expect(await page.getByRole('button', button).count()).toBe(0);
  });

  it('may also be left for later: the list says that it is still asked for', async () => {
    const { page } = await letter(asking);
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByText('ご確認ください', { exact: true }).waitFor();
    await page.getByText('既読', { exact: true }).waitFor();
  });

  it('is said again by itself where the answer did not come', async () => {
    const script = loggedIn({}, [asking]);
    const path = `POST ${portalPaths.noticeAcknowledgement(asking.noticeNo)}`;
    let tries = 0;
    const { page } = await visit(`/notices/${asking.noticeNo}`, {
      ...script,
      [path]: (body) => {
        tries += 1;
        const answer = script[path]?.(body) ?? 'cut';
        return tries === 1 ? 'cut' : answer;
      },
    });
    await page.getByRole('button', button).click();
    await page.getByText(confirmed).waitFor();
    expect(tries).toBe(2);
  });

  it('of a notice taken back meanwhile says that it is not found any more', async () => {
    const { page } = await visit(`/notices/${asking.noticeNo}`, {
      ...loggedIn({}, [asking]),
      'POST /api/notices/71904438/acknowledgement': () => ({ refuse: { code: 'not-found' } }),
    });
    await page.getByRole('button', button).click();
    await page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor();
  });

  it('said in another window is seen in this one', async () => {
    let said = false;
    const one = () =>
      letterOf({ ...asking, read: true, acknowledgement: { at: said ? '2026-12-10T01:00:00Z' : null } });
    const { page, context, service } = await visit(`/notices/${asking.noticeNo}`, {
      ...loggedIn({}, [asking]),
      'GET /api/notices/71904438': () => ({ say: one() }),
    });
    await page.getByRole('button', button).waitFor();
    said = true;
    const other = await context.newPage();
    await other.goto(`${service.origin}/notices/${asking.noticeNo}`);
    await other.getByText(confirmed).waitFor();
    await page.bringToFront();
    await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
    await page.getByText(confirmed).waitFor();
  });
});

describe('the keyboard', () => {
  it('goes through search, subjects, pages and the way on in reading order', async () => {
    const { page } = await list([...manyNotices(21)], '/notices?page=2');
    await arrives(page, '重要なお知らせ、21件、うち未読1件、2ページ目、全2ページ');
    const reached: string[] = [];
    for (let times = 0; times < 5; times += 1) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => document.activeElement?.textContent || document.activeElement?.tagName || ''),
      );
    }
    expect(reached).toEqual(['INPUT', '検索する', '定例点検のお知らせ（第1回）', '前のページ', 'メイン画面へ進む']);
  });

  it('reaches a link, 確認しました and the way back, and what is confirmed then leads on', async () => {
    const { page } = await letter(asking);
    await arrives(page, asking.subject.ja);
    for (const words of ['見本信用金庫のホームページ（新しいタブで開きます）', '0120-000-000', '確認しました']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words);
    }
    await page.keyboard.press('Space');
    await page.getByText('確認済み（').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('一覧へ戻る');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: title }).waitFor();
  });
});
