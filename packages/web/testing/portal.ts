import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type FakeService, type Script, startFakeService } from './fake-service.ts';

interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly service: FakeService;
}

/**
 * For a test file: the built pages in a browser, each visit before a fake service of its own. What did not keep to the
 * wire's schemas, or threw in the page, fails the test that did it.
 */
export function portalVisits(): { readonly visit: typeof visit } {
  let pages: BuiltPages;
  let browser: Browser;
  let ending: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    pages = await buildPages('index.html');
    browser = await launchBrowser();
  }, 120_000);
  afterEach(async () => {
    const all = ending;
    ending = [];
    for (const end of all) await end();
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.remove();
  });

  /** `first`: run in the page before any code of its own. */
  async function visit(path: string, script: Script, first = ''): Promise<Visit> {
    const service = await startFakeService(pages.folder);
    service.answer(script);
    const context = await browser.newContext({ locale: 'ja-JP' });
    context.setDefaultTimeout(10_000);
    const faults: string[] = [];
    context.on('weberror', (error) => faults.push(error.error().message));
    const page = await context.newPage();
    await page.addInitScript(first);
    await page.goto(service.origin + path);
    ending.push(async () => {
      await context.close();
      await service.close();
      expect([...faults, ...service.faults]).toEqual([]);
    });
    return { page, context, service };
  }
  return { visit };
}
