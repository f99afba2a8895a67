import type { PageAnswer, PageRequest } from '@koshin/wire/helper/page-messages.ts';
import type { Frame, Page } from 'playwright-core';
import { type Chromium, type ChromiumProfile, chromiumProfile, launchChromium } from '../chromium.ts';
import { trustRoot } from '../nss.ts';
import { ExtensionWindows } from './extension-windows.ts';
import { helperInProfile } from './helper-in-profile.ts';
import { type PlainPortals, plainPortals } from './plain-portals.ts';
import { readAnswer } from './read-answer.ts';
import { ScriptedHost } from './scripted-host.ts';

type Unsigned<Request> = Request extends PageRequest ? Omit<Request, 'protocol' | 'language'> : never;
export type Asked = Unsigned<PageRequest>;

/** Put into a page: asks the extension, and answers null where the page cannot reach it. */
const send = `([id, message]) => new Promise((resolve) => {
  if (typeof chrome?.runtime?.sendMessage !== 'function') return resolve(null);
  chrome.runtime.sendMessage(id, message, (answer) => resolve(answer ?? { nothing: chrome.runtime.lastError?.message }));
})`;

/** A PC with Chromium, the extension, a scripted host, and plain pages that ask. */
export class HelperPc {
  readonly host: ScriptedHost;
  readonly portals: PlainPortals;
  readonly profile: ChromiumProfile;
  readonly extensionId: string;
  readonly #chromium: Chromium;
  readonly #remove: () => Promise<void>;
  readonly #windows: ExtensionWindows;

  /** Portals with these names are the bank's; `unlisted.portal.localhost` may be introduced. */
  static async start({
    names,
    launcher,
    language = 'ja',
  }: {
    names: readonly string[];
    /** Of another host than the scripted one; null: none is installed. */
    launcher?: ((home: string) => string) | null;
    /** Of the browser. */
    language?: 'ja' | 'en';
  }): Promise<HelperPc> {
    const portals = await plainPortals();
    const profile = chromiumProfile();
    trustRoot(profile, portals.ca.certificate);
    const host = new ScriptedHost(profile.home);
    const bank = { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' };
    const { folder, id } = await helperInProfile(profile, {
      sites: names.map((name) => ({ origin: portals.origin(name), bank })),
      matches: ['https://*.portal.localhost/*'],
      launcher: launcher === undefined ? host.launcher : (launcher?.(profile.home) ?? null),
    });
    const chromium = await launchChromium(profile, { extension: folder, language });
    const remove = async () => {
      await chromium.close();
      portals.close();
      await profile.remove();
    };
    return new HelperPc({ host, portals, profile, extensionId: id, chromium, remove });
  }

  private constructor(made: {
    host: ScriptedHost;
    portals: PlainPortals;
    profile: ChromiumProfile;
    extensionId: string;
    chromium: Chromium;
    remove: () => Promise<void>;
  }) {
    this.host = made.host;
    this.portals = made.portals;
    this.profile = made.profile;
    this.extensionId = made.extensionId;
    this.#chromium = made.chromium;
    this.#remove = made.remove;
    this.#windows = new ExtensionWindows(made.chromium.context, made.extensionId);
  }

  get context() {
    return this.#chromium.context;
  }

  async visit(name: string, path = '/'): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.portals.origin(name) + path);
    return page;
  }

  /** Of a page that has a way to ask. */
  async ask(page: Page | Frame, asked: Asked, language: 'ja' | 'en' = 'ja'): Promise<PageAnswer> {
    const answer = await this.say(page, { protocol: 1, language, ...asked });
    if (answer === null) throw new Error(`${page.url()} cannot reach the extension`);
    return answer;
  }

  /** Any message at all; null where the page has no way to say it. */
  async say(page: Page | Frame, message: unknown): Promise<PageAnswer | null> {
    return readAnswer(await page.evaluate(`(${send})(${JSON.stringify([this.extensionId, message])})`));
  }

  /** A page of the extension's own, as a person opens its settings. */
  async openOwn(path: string): Promise<Page> {
    const page = await this.context.newPage();
    this.#windows.leaveOut(page);
    await page.goto(`chrome-extension://${this.extensionId}/${path}`);
    return page;
  }

  /** The next window of the extension that was not given before, when it shows its question. */
  window(): Promise<Page> {
    return this.#windows.next();
  }

  /** Asks, and answers the window that comes by `act`. */
  async asking(page: Page, asked: Asked, act: (window: Page) => Promise<unknown>, language: 'ja' | 'en' = 'ja') {
    const answered = this.ask(page, asked, language);
    await act(await this.window());
    return answered;
  }

  async remove(): Promise<void> {
    await this.#remove();
  }
}

/** Presses the button until it is taken: はい does not react at once. The window closes then, or shows the next question. */
export async function press(window: Page, name: string): Promise<void> {
  const asked = window.url();
  const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 100));
  const isTaken = () => window.isClosed() || window.url() !== asked;
  while (!isTaken()) {
    await window
      .getByRole('button', { name })
      .click({ timeout: 300 })
      .catch(() => {});
    if (!isTaken()) await soon();
  }
}

/** Presses a key that answers: the window closes, at times before Playwright has heard that it was pressed, or goes on. */
export async function pressKey(window: Page, key: string): Promise<void> {
  const asked = window.url();
  const closed = window.waitForEvent('close');
  const turned = window.waitForURL((url) => url.href !== asked);
  const taken = Promise.any([closed, turned]);
  await window.keyboard.press(key).catch(() => {});
  await taken;
}
