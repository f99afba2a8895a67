import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Site } from '@koshin/helper/extension/core/sites.ts';
import { writeHostManifest } from '@koshin/helper/installation/host-manifest.ts';
import { type BuiltExtension, buildExtension } from '@koshin/helper/packaging/build-extension.ts';
import type { PageAnswer } from '@koshin/wire/helper/page-messages.ts';
import type { Frame, Page } from 'puppeteer-core';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { type Firefox, type FirefoxProfile, firefoxProfile, launchFirefox } from '../firefox.ts';
import { trustRoot } from '../nss.ts';
import type { Asked } from './helper-pc.ts';
import { type PlainPortals, plainPortals } from './plain-portals.ts';
import { readAnswer } from './read-answer.ts';

/** Put into a page: asks through the bridge, and answers null where nothing has come of that for 2 s or `patience`. */
const send = `(async ([request, patience]) => {
  const id = crypto.randomUUID();
  const answered = new Promise((resolve) => {
    addEventListener('message', ({ data }) => {
      if (data?.koshinHelper === 'answer' && data.id === id) resolve(data.answer);
    });
  });
  postMessage({ koshinHelper: 'request', id, request }, location.origin);
  return Promise.race([answered, new Promise((resolve) => setTimeout(() => resolve(null), patience))]);
})`;

/** A PC with Firefox, the extension and plain pages that ask; who manages it may have a say, and a host may be there. */
export class HelperFirefox {
  readonly portals: PlainPortals;
  readonly profile: FirefoxProfile;
  readonly firefox: Firefox;
  readonly #built: BuiltExtension;
  readonly #given = new WeakSet<Page>();

  /** Portals with these names are the bank's, by the build. */
  static async start({
    names,
    policy,
    launcher,
  }: {
    readonly names: readonly string[];
    /** What stands in the managed storage; nobody manages where nothing is said. */
    readonly policy?: (portals: PlainPortals) => object;
    readonly launcher: ((home: string) => string) | null;
  }): Promise<HelperFirefox> {
    const portals = await plainPortals();
    const profile = firefoxProfile();
    trustRoot(profile, portals.ca.certificate);
    const bank = { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' };
    const sites: readonly Site[] = names.map((name) => ({ origin: portals.origin(name), bank }));
    const folder = join(profile.home, 'extension');
    const built = await buildExtension({
      browser: 'firefox',
      folder,
      sites,
      matches: ['https://*.portal.localhost/*'],
    });
    if (policy !== undefined) writePolicy(profile, built.id, policy(portals));
    const firefox = await launchFirefox(profile);
    await firefox.browser.installExtension(folder);
    const pc = new HelperFirefox({ portals, profile, firefox, built });
    if (launcher !== null) pc.installHost(launcher(profile.home));
    return pc;
  }

  private constructor(made: {
    portals: PlainPortals;
    profile: FirefoxProfile;
    firefox: Firefox;
    built: BuiltExtension;
  }) {
    this.portals = made.portals;
    this.profile = made.profile;
    this.firefox = made.firefox;
    this.#built = made.built;
  }

  /** Has the browser find the native host, also while it runs. */
  installHost(launcher: string): void {
    const folder = join(this.profile.home, '.mozilla', 'native-messaging-hosts');
    writeHostManifest(folder, { family: 'firefox', launcher, extensionIds: [this.#built.id] });
  }

  async visit(name: string, path = '/'): Promise<Page> {
    const page = await this.firefox.browser.newPage();
    await page.goto(this.portals.origin(name) + path);
    return page;
  }

  /** Of a page that has a way to ask. */
  async ask(page: Page, asked: Asked, language: 'ja' | 'en' = 'ja'): Promise<PageAnswer> {
    const answer = await this.say(page, { protocol: 1, language, ...asked }, 60_000);
    if (answer === null) throw new Error(`${page.url()} cannot reach the extension`);
    return answer;
  }

  /** Any message at all; null where nothing came of it in so many milliseconds. */
  async say(page: Page | Frame, message: unknown, patience = 2_000): Promise<PageAnswer | null> {
    return readAnswer(await page.evaluate(`(${send})(${JSON.stringify([message, patience])})`));
  }

  /** The next window of the extension that was not given before, when it shows its question. */
  async window(): Promise<Page> {
    for (;;) {
      for (const page of await this.firefox.browser.pages()) {
        if (this.#given.has(page) || !(await isAsking(page))) continue;
        this.#given.add(page);
        return page;
      }
      await setTimeout(50);
    }
  }

  /** Asks, and answers the window that comes by `act`. */
  async asking(page: Page, asked: Asked, act: (window: Page) => Promise<unknown>): Promise<PageAnswer> {
    const answered = this.ask(page, asked);
    await act(await this.window());
    return answered;
  }

  async remove(): Promise<void> {
    await this.firefox.close();
    this.portals.close();
    await this.profile.remove();
  }
}

/** Firefox keeps what who manages a PC says in files of the same kind as those of native hosts. */
function writePolicy({ home }: FirefoxProfile, extensionId: string, data: object): void {
  const folder = join(home, '.mozilla', 'managed-storage');
  mkdirSync(folder, { recursive: true });
  const manifest = { name: extensionId, description: 'what the bank’s customer decided', type: 'storage', data };
  writeFileSync(join(folder, `${extensionId}.json`), JSON.stringify(manifest));
}

/** A page that is just closing asks nothing. */
async function isAsking(page: Page): Promise<boolean> {
  const asks = "location.protocol === 'moz-extension:' && document.querySelector('h1') !== null";
  return (await page.evaluate(asks).catch(() => false)) === true;
}

/** Puppeteer does not hear of a window that the extension closes. */
export async function isOpen(window: Page): Promise<boolean> {
  return (await window.evaluate('true').catch(() => false)) === true;
}

/** Clicks in the middle of the button with this name: Puppeteer's own ways run scripts that the extension's rules forbid. */
async function click(window: Page, name: string): Promise<void> {
  const found = `[...document.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(name)})`;
  const middle = `(({ x, y, width, height }) => [x + width / 2, y + height / 2])(${found}.getBoundingClientRect())`;
  const [x = 0, y = 0] = Value.Parse(Type.Array(Type.Number()), await window.evaluate(middle));
  await window.mouse.click(x, y);
}

/** Presses the button until its window is closed: はい does not react at once. */
export async function pressInFirefox(window: Page, name: string): Promise<void> {
  while (await isOpen(window)) {
    await click(window, name).catch(() => {});
    await setTimeout(100);
  }
}
