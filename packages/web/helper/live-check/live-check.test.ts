import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../testing/browser.ts';
import { type BuiltPages, buildPages } from '../../testing/build-pages.ts';
import { type FakeService, startFakeService } from '../../testing/fake-service.ts';

let pages: BuiltPages;
let service: FakeService;
let browser: Browser;

beforeAll(async () => {
  pages = await buildPages('examples.html');
  service = await startFakeService(pages.folder);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await service?.close();
  await pages?.remove();
});

/** What Chromium gives a page when an extension names its site; here nobody but this script answers. */
type Pretend = (request: { readonly act: string }) => unknown;

async function show(name: string, pretend?: Pretend): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await page.context().addCookies([{ name: 'koshin-language', value: 'ja', url: service.origin }]);
  if (pretend !== undefined) {
    await page.exposeFunction('pretend', pretend);
    await page.addInitScript(`
      window.chrome ??= {};
      Object.defineProperty(window.chrome, 'runtime', { configurable: true, value: {
        sendMessage: (id, message, hear) => void window.pretend(message).then(hear),
      } });
    `);
  }
  await page.goto(`${service.origin}/examples.html?${encodeURIComponent(`live-check/${name}`)}`);
  return page;
}

async function rows(page: Page): Promise<string[]> {
  await page.locator('.checks > li').first().waitFor();
  return page
    .locator('.checks > li')
    .evaluateAll((items) => items.map((item) => [...item.children].map((part) => part.textContent?.trim()).join(' ')));
}
const advice = (page: Page) => page.locator('.bullets > li').allTextContents();

describe('the live check of this PC', () => {
  it('says of a browser without the extension that it is missing, and nothing of what stands behind it', async () => {
    const page = await show('of this browser');
    expect(await rows(page)).toEqual(['拡張機能 見つかりません']);
    expect(await advice(page)).toEqual([
      'ブラウザの拡張機能「Koshin 電子証明書」が見つかりません。ダウンロードページの手順で追加してください。',
    ]);
  });

  it('reaches an extension by the channel of a real browser, and finds on another look what was added', async () => {
    let there = false;
    const acts: string[] = [];
    const page = await show('of this browser', ({ act }) => {
      acts.push(act);
      const missing = { answer: 'refused', code: 'helper-host-missing', facts: {} };
      const host = {
        answer: 'status',
        hostVersion: '1.4.0',
        pc: { kind: 'windows', writable: true, protection: 'enforced' },
        tokens: { moduleName: 'm.dll', moduleFound: true, present: [{ serial: 'A1', label: 'K', pin: 'untouched' }] },
      };
      return { answer: 'status', extensionVersion: '1.4.0', site: 'listed', host: there ? host : missing };
    });
    expect(await rows(page)).toEqual(['拡張機能 確認済み', '管理ソフト 見つかりません']);
    there = true;
    await page.getByRole('button', { name: 'もう一度確認する' }).click();
    await page.getByText('管理ソフト（1.4.0）', { exact: true }).waitFor();
    expect(await rows(page)).toEqual([
      '拡張機能 確認済み',
      '管理ソフト（1.4.0） 確認済み',
      '保存先 確認済み',
      '専用USB 確認済み',
    ]);
    expect(await advice(page)).toEqual([]);
    expect(new Set(acts)).toEqual(new Set(['status']));
  });

  it('asks about a site in no list only when the customer presses', async () => {
    const page = await show('a site in no list');
    expect(await rows(page)).toEqual(['拡張機能 確認済み']);
    await page.getByRole('button', { name: 'もう一度確認する' }).click();
    await page.getByText('管理ソフト（1.4.0）', { exact: true }).waitFor();
    expect(await rows(page)).toHaveLength(3);
  });

  it('says which version is there and which is needed', async () => {
    const page = await show('too old');
    expect(await rows(page)).toEqual(['拡張機能 確認済み', '管理ソフト（1.0.0） 新しい版があります']);
    expect((await advice(page))[0]).toContain('（現在 1.0.0、必要 1.4.0）');
  });

  it('is told to the ear once it is finished, with every part', async () => {
    const page = await show('no token plugged in');
    await page
      .getByRole('status')
      .getByText(
        'このパソコンの確認が終わりました。拡張機能 確認済み / 管理ソフト（1.4.0） 確認済み / 保存先 確認済み / 専用USB 見つかりません',
      )
      .waitFor({ state: 'attached' });
  });
});
