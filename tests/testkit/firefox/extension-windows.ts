import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import { type Static, Type } from 'typebox';
import { type Bidi, bidiOf, evaluateIn } from './bidi.ts';

/** A window that an extension opened with a page of its own. Puppeteer knows such a page, but not what it shows. */
export interface FirefoxExtensionWindow {
  /** Runs the expression in its page and returns its value, which must be JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /**
   * Presses the button with this name, as a mouse does it, until it is taken: はい does not react at once. The window closes
   * then, or shows the next question.
   */
  readonly press: (button: string) => Promise<void>;
  /** Presses the key once, and resolves when the window has closed. */
  readonly pressKey: (key: keyof typeof keys) => Promise<void>;
  /** As a person closes it. */
  readonly close: () => Promise<void>;
}

/** As WebDriver writes them. */
const keys = { Enter: '\uE007', Escape: '\uE00C' } as const;

/** Milliseconds for anything that is waited for. */
const patience = 30_000;

const Context = Type.Object({ context: Type.String(), url: Type.String() });
const Tree = Type.Object({ contexts: Type.Array(Context) });
const Nodes = Type.Object({ nodes: Type.Array(Type.Object({ sharedId: Type.String() })) });

/** The questions of a browser's one extension, each given once: in a window of its own, or in that of the one before. */
export class FirefoxExtensionWindows {
  readonly #bidi: Bidi;
  /** By window the question that was given last. */
  readonly #given = new Map<string, string>();

  constructor(browser: Browser) {
    this.#bidi = bidiOf(browser);
  }

  /** How many are open now. */
  async count(): Promise<number> {
    return (await extensionPages(this.#bidi)).length;
  }

  /** Whatever question stands is answered by it: no. */
  async closeAll(): Promise<void> {
    for (const page of await extensionPages(this.#bidi)) await drive(this.#bidi, page).close();
  }

  /** The next one that was not given before, when it shows its question. Rejects with the signal's reason. */
  async next(signal?: AbortSignal): Promise<FirefoxExtensionWindow> {
    const page = await until('opened a window', async () => {
      signal?.throwIfAborted();
      return (await extensionPages(this.#bidi)).find(({ context, url }) => this.#given.get(context) !== url);
    });
    this.#given.set(page.context, page.url);
    const asks = () => evaluateIn(this.#bidi, page.context, `document.querySelector('h1') !== null`);
    // The window comes with an empty page first: a script that was put into that one is given up.
    await until('shown its question', () => asks().catch(() => false));
    return drive(this.#bidi, page);
  }
}

function drive(bidi: Bidi, { context, url }: Static<typeof Context>): FirefoxExtensionWindow {
  const isTaken = async () =>
    !(await extensionPages(bidi)).some((page) => page.context === context && page.url === url);
  const isClosed = async () => !(await extensionPages(bidi)).some((page) => page.context === context);
  /** What answers the question may close the window before it is done itself. */
  const act = async (method: string, parameters: object) => {
    const { error } = await bidi(method, { context, ...parameters }, Type.Object({})).then(
      () => ({ error: null }),
      (error: unknown) => ({ error }),
    );
    if (error !== null && !(await isTaken())) throw error;
  };
  const closed = () => until('closed its window', isClosed);
  return {
    evaluate: (expression) => evaluateIn(bidi, context, expression),
    press: async (name) => {
      const button = await theButton(bidi, context, name);
      await until(`taken the press of ${name}`, async () => {
        await act('input.performActions', { actions: [clickOn(button)] });
        await setTimeout(100);
        return isTaken();
      });
    },
    pressKey: async (key) => {
      const value = keys[key];
      const strokes = [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ];
      await act('input.performActions', { actions: [{ type: 'key', id: 'keyboard', actions: strokes }] });
      await closed();
    },
    close: async () => {
      await act('browsingContext.close', {});
      await closed();
    },
  };
}

/** By what a screen reader hears of it. */
async function theButton(bidi: Bidi, context: string, name: string): Promise<string> {
  const locator = { type: 'accessibility', value: { role: 'button', name } };
  const { nodes } = await bidi('browsingContext.locateNodes', { context, locator }, Nodes);
  const [one] = nodes;
  if (one === undefined || nodes.length > 1) throw new Error(`${nodes.length} buttons are named ${name}`);
  return one.sharedId;
}

function clickOn(sharedId: string): object {
  const actions = [
    { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element: { sharedId } } },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ];
  return { type: 'pointer', id: 'mouse', actions };
}

async function extensionPages(bidi: Bidi): Promise<readonly Static<typeof Context>[]> {
  const { contexts } = await bidi('browsingContext.getTree', {}, Tree);
  return contexts.filter(({ url }) => url.startsWith('moz-extension:'));
}

/** Looks until there is something, and returns it. */
async function until<Found>(
  what: string,
  look: () => Promise<Found>,
): Promise<Exclude<Found, undefined | null | false>> {
  const end = performance.now() + patience;
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<Found, undefined | null | false>;
    if (performance.now() > end) throw new Error(`the extension has not ${what} within ${patience} ms`);
    await setTimeout(30);
  }
}
