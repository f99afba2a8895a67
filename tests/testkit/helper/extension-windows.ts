import type { BrowserContext, Page } from 'playwright-core';

/** The questions of the extension in a browser, each given once: in a window of its own, or in that of the one before. */
export class ExtensionWindows {
  readonly #context: BrowserContext;
  readonly #extensionId: string;
  /** By window the question that was given last. */
  readonly #given = new WeakMap<Page, string>();

  constructor(context: BrowserContext, extensionId: string) {
    this.#context = context;
    this.#extensionId = extensionId;
  }

  /** The next one that was not given before, when it shows its question. */
  async next(): Promise<Page> {
    for (;;) {
      const page = this.#context.pages().find((one) => this.#isNext(one)) ?? (await this.#comes());
      const asked = page.url();
      // At every frame: a locator that waits looks ever more rarely, and the machine's time is measured here too.
      const shown = await page.evaluate(asks).then(
        () => true,
        // The page gave way to the next one meanwhile, or closed.
        () => false,
      );
      if (!shown || page.url() !== asked) continue;
      this.#given.set(page, asked);
      return page;
    }
  }

  /** A page of ours that asks nothing. */
  leaveOut(page: Page): void {
    this.#given.set(page, 'any');
  }

  async #comes(): Promise<Page> {
    const coming = new AbortController();
    const windows = this.#context.pages().filter((page) => this.#isOurs(page));
    try {
      return await new Promise<Page>((resolve, reject) => {
        const look = (page: Page) => this.#isNext(page) && resolve(page);
        this.#context.on('page', look);
        coming.signal.addEventListener('abort', () => this.#context.off('page', look));
        for (const page of windows) {
          const turned = () => look(page);
          page.on('framenavigated', turned);
          coming.signal.addEventListener('abort', () => page.off('framenavigated', turned));
        }
        const late = setTimeout(() => reject(new Error('the extension asks nothing')), patience);
        coming.signal.addEventListener('abort', () => clearTimeout(late));
      });
    } finally {
      coming.abort();
    }
  }

  #isNext(page: Page): boolean {
    const given = this.#given.get(page);
    return this.#isOurs(page) && given !== 'any' && given !== page.url();
  }

  #isOurs(page: Page): boolean {
    return page.url().startsWith(`chrome-extension://${this.#extensionId}/`);
  }
}

/** Milliseconds, as for anything a customer waits for. */
const patience = 30_000;

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
