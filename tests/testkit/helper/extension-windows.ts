import type { BrowserContext, Page } from 'playwright-core';

/** The windows that the extension opens in a browser, each given once. */
export class ExtensionWindows {
  readonly #context: BrowserContext;
  readonly #extensionId: string;
  readonly #given = new WeakSet<Page>();

  constructor(context: BrowserContext, extensionId: string) {
    this.#context = context;
    this.#extensionId = extensionId;
  }

  /** The next one that was not given before, when it shows its question. */
  async next(): Promise<Page> {
    const isNext = (page: Page) => this.#isOurs(page) && !this.#given.has(page);
    const page =
      this.#context.pages().find(isNext) ?? (await this.#context.waitForEvent('page', { predicate: isNext }));
    this.#given.add(page);
    await page.locator('h1').waitFor();
    return page;
  }

  #isOurs(page: Page): boolean {
    return page.url().startsWith(`chrome-extension://${this.#extensionId}/`);
  }
}
