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
    // At every frame: a locator that waits looks ever more rarely, and the machine's time is measured here too.
    await page.evaluate(asks);
    return page;
  }

  /** A page of ours that asks nothing. */
  leaveOut(page: Page): void {
    this.#given.add(page);
  }

  #isOurs(page: Page): boolean {
    return page.url().startsWith(`chrome-extension://${this.#extensionId}/`);
  }
}

/** The part of a page's globals that `asks` reads. */
interface PageGlobals {
  readonly document: { querySelector(selector: string): unknown };
  requestAnimationFrame(look: () => void): void;
}

/** Resolves in the page when it has a heading. The extension's own rules let nothing wait there but a function like this. */
function asks(): Promise<void> {
  const { document, requestAnimationFrame } = globalThis as unknown as PageGlobals;
  return new Promise((resolve) => {
    const look = () => (document.querySelector('h1') === null ? requestAnimationFrame(look) : resolve());
    look();
  });
}
