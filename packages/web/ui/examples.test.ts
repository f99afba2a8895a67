import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, launchBrowser } from '../testing/browser.ts';
import { type BuiltPages, buildPages } from '../testing/build-pages.ts';
import { type FakeService, startFakeService } from '../testing/fake-service.ts';

/** Rules about whole pages, which an example is not. */
const pageRules = /^(landmark|region|page-has-heading-one|heading-order|bypass|skip-link)/;

let pages: BuiltPages;
let service: FakeService;
let browser: Browser;
let page: Page;
let ids: string[] = [];

beforeAll(async () => {
  pages = await buildPages('examples.html');
  service = await startFakeService(pages.folder);
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(`${service.origin}/examples.html`);
  ids = await page.locator('li > a').allTextContents();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await service?.close();
  await pages?.remove();
});

describe('the components', () => {
  it('have examples in every folder', () => {
    const folders = new Set(ids.map((id) => id.split('/')[0]));
    expect([...folders].sort()).toEqual(
      'button checks dialog disclosure errors exchange field frame icons ledger links live-check menu notices page paging prose question rich-text search serial status stepline steps tail title'.split(
        ' ',
      ),
    );
  });

  it('are free of accessibility faults in every example, in both languages', { timeout: 180_000 }, async () => {
    const findings: string[] = [];
    for (const language of ['ja', 'en']) {
      await page.context().addCookies([{ name: 'koshin-language', value: language, url: service.origin }]);
      for (const id of ids) {
        await page.goto(`${service.origin}/examples.html?${encodeURIComponent(id)}`);
        await page.locator('[data-example]').waitFor({ state: 'attached' });
        const found = await axeFindings(page);
        findings.push(...found.filter((one) => !pageRules.test(one)).map((one) => `${language} ${id}: ${one}`));
      }
    }
    expect(findings).toEqual([]);
  });
});

describe('a dialog', () => {
  const opener = () => page.getByRole('button', { name: '発行を申請する' });
  const open = async () => {
    await show('dialog/opened by a button');
    await opener().click();
    await page.getByRole('alertdialog', { name: 'Webアクセスの確認' }).waitFor();
  };

  it('puts the focus on the safe answer and takes Esc for it', async () => {
    await open();
    expect(await focused()).toBe('いいえ');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('status').textContent()).toBe('いいえ');
  });

  it('gives the focus back to its opener', async () => {
    await open();
    await page.getByRole('button', { name: 'はい' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('発行を申請する');
  });

  it('keeps the keyboard inside, and free of accessibility faults while open', async () => {
    await open();
    expect((await axeFindings(page)).filter((one) => !pageRules.test(one))).toEqual([]);
    const reached: string[] = [];
    for (const _ of [1, 2, 3, 4]) {
      await page.keyboard.press('Tab');
      reached.push(await focused());
    }
    expect(reached).not.toContain('発行を申請する');
    expect(reached).toContain('はい');
  });
});

describe('a field', () => {
  it('converts an ID to half-width when it is left, visibly', async () => {
    await show('field/an ID, accepted in any width');
    const field = page.getByLabel('利用者ID');
    await field.fill('ａｏｂａ ０１');
    expect(await field.inputValue()).toBe('ａｏｂａ ０１');
    await field.blur();
    expect(await field.inputValue()).toBe('aoba01');
  });

  it('says that a password has full-width characters and leaves them as they are', async () => {
    await show('field/a password');
    const field = page.getByLabel('ログインパスワード');
    await field.fill('ｐass');
    await page.getByRole('status').getByText('全角の文字が入っています').waitFor();
    await field.blur();
    expect(await field.inputValue()).toBe('ｐass');
  });

  it('shows the password only while asked to', async () => {
    await show('field/a password');
    const field = page.getByLabel('ログインパスワード');
    await page.getByLabel('パスワードを表示する').check();
    expect(await field.getAttribute('type')).toBe('text');
    await page.getByLabel('パスワードを表示する').uncheck();
    expect(await field.getAttribute('type')).toBe('password');
  });

  it('names its hint and its error as description', async () => {
    await show('field/a password that did not match');
    const described = page.getByLabel('ログインパスワード');
    const ids = (await described.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const words = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()));
    expect(words[0]).toBe('半角。大文字と小文字は区別されます');
    expect(words[1]).toContain('ログインパスワードが一致しませんでした');
  });
});

describe('a box to search', () => {
  it('asks by Enter and by its button, and follows what is looked for from outside', async () => {
    await show('search/nothing looked for');
    const field = page.getByRole('search').getByLabel('件名・お知らせ番号で検索');
    await field.fill('年末');
    await field.press('Enter');
    await page.getByRole('status').getByText('年末', { exact: true }).waitFor();
    await field.fill('年末年始');
    await page.getByRole('button', { name: '検索する' }).click();
    await page.getByRole('status').getByText('年末年始', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'すべて' }).click();
    expect(await field.inputValue()).toBe('');
  });

  it('takes no more than the service looks for', async () => {
    await show('search/nothing looked for');
    expect(await page.getByRole('searchbox').getAttribute('maxlength')).toBe('100');
  });
});

describe('pages', () => {
  const named = () => page.getByRole('navigation', { name: 'ページの移動' }).getByRole('link').allTextContents();

  it('have a link to each neighbour that there is', async () => {
    await show('paging/on the first page');
    expect(await named()).toEqual(['次のページ']);
    await show('paging/in the middle');
    expect(await named()).toEqual(['前のページ', '次のページ']);
    await show('paging/on the last page');
    expect(await named()).toEqual(['前のページ']);
  });

  it('are nothing where there is one only', async () => {
    await show('paging/of one page only: nothing');
    expect(await page.getByRole('navigation').count()).toBe(0);
  });
});

describe('what a bank wrote', () => {
  it('becomes the elements that its tree names, and no others', async () => {
    await show('rich-text/every kind of block');
    const kinds = await page.locator('.rich > *').evaluateAll((all) => all.map(({ tagName }) => tagName));
    expect(kinds).toEqual(['P', 'H2', 'DL', 'H2', 'UL', 'OL', 'P']);
    expect(await page.locator('dt').allTextContents()).toEqual(['休止', '再開']);
    expect(await page.locator('ol > li').allTextContents()).toEqual(['ログインする', '残高を確かめる']);
  });

  it('keeps marks inside marks, and small print at 14 pixels', async () => {
    await show('rich-text/marks and links');
    expect(await page.locator('em > strong').textContent()).toBe('8時');
    await show('rich-text/every kind of block');
    const size = await page.locator('.rich .small').evaluate((small) => getComputedStyle(small).fontSize);
    expect(size).toBe('14px');
  });

  it('hands nothing of this page to where a link leads', async () => {
    await show('rich-text/marks and links');
    for (const rel of await page.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('rel')))) {
      expect(rel).toBe('noopener noreferrer');
    }
  });
});

describe('a busy button', () => {
  it('says 処理中です and stays where the keyboard is', async () => {
    await show('button/busy: the label says so');
    const button = page.getByRole('button', { name: '処理中です' });
    await button.focus();
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await focused()).toBe('処理中です');
  });
});

async function show(id: string): Promise<void> {
  await page.context().addCookies([{ name: 'koshin-language', value: 'ja', url: service.origin }]);
  await page.goto(`${service.origin}/examples.html?${encodeURIComponent(id)}`);
  await page.locator('[data-example]').waitFor({ state: 'attached' });
}

const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
