import type { Notice } from '@koshin/wire/portal/notice-messages.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { arrives } from '../testing/arrival.ts';
import { asking, mailed, manyNotices, written } from '../testing/notice-samples.ts';
import { portalVisits } from '../testing/portal.ts';
import { notice } from '../testing/samples.ts';
import { loggedIn } from './testing/logged-in.ts';

const { visit } = portalVisits();

const list = (notices: readonly Notice[], path = '/notices') => visit(path, loggedIn({}, notices));

/** 45 of them: three pages. */
const many = [notice, asking, ...manyNotices(43)];

const title = '重要なお知らせ';
const box = (page: Page) => page.getByRole('searchbox', { name: '件名・お知らせ番号で検索' });
const subjects = (page: Page) => page.locator('tbody a').allInnerTexts();
const place = (page: Page) => decodeURIComponent(new URL(page.url()).search);

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
    const { page } = await list([written], `/notices/${written.noticeNo}?page=x`);
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    expect(new URL(page.url()).pathname + place(page)).toBe('/notices');
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
});
