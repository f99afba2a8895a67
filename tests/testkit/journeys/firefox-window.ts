import type { Text } from '@koshin/web/texts/catalogue.ts';
import { renewalConsentTexts } from '@koshin/web/texts/renewal-consent.ts';
import type { Browser, Page } from 'puppeteer-core';
import type { Consent } from './renewal-window.ts';
import type { Speech } from './speech.ts';
import { type ScreenName, titles } from './titles.ts';

/** Milliseconds for anything that is waited for. */
const timeout = 30_000;

/** One window of Firefox, in the words of the portal; what `Screen` is for Chromium. */
export class FirefoxWindow {
  readonly page: Page;
  readonly #say: Speech;

  constructor(page: Page, say: Speech) {
    this.page = page;
    this.#say = say;
  }

  async shows(name: ScreenName): Promise<void> {
    const title = JSON.stringify(this.#say(titles[name]));
    const isText = `({ nodeType, data }) => nodeType === Node.TEXT_NODE && data === ${title}`;
    await this.page.waitForFunction(`[...(document.querySelector('h1')?.childNodes ?? [])].some(${isText})`, {
      timeout,
    });
  }

  async text(): Promise<string> {
    return String(await this.page.evaluate(`document.querySelector('main').innerText`));
  }

  /** A button or link that begins with these words, in the dialog where one is open. */
  async press(text: Text): Promise<void> {
    const words = JSON.stringify(this.#say(text));
    const handle = await this.page.waitForFunction(
      `[...(document.querySelector('dialog[open]') ?? document).querySelectorAll('button, a')]
        .find(({ innerText }) => innerText.trim() === ${words} || innerText.startsWith(${words} + '\\n'))`,
      { timeout },
    );
    const element = handle.asElement();
    if (element === null) throw new Error(`${words} is no element`);
    await element.evaluate(`(found) => found.scrollIntoView({ block: 'center' })`);
    await element.click();
  }

  /** Types into the field with this label. */
  async fill(label: Text, value: string): Promise<void> {
    const words = JSON.stringify(this.#say(label));
    const handle = await this.page.waitForFunction(
      `[...document.querySelectorAll('input')].find(({ labels }) => labels[0]?.innerText.trim() === ${words})`,
      { timeout },
    );
    const element = handle.asElement();
    if (element === null) throw new Error(`${words} is no element`);
    await element.type(value);
  }

  /** はい, pressed until it is taken. */
  async sayYes(consent: Consent): Promise<void> {
    const act = JSON.stringify(this.#say(renewalConsentTexts[`act.${consent}`]));
    const open = `document.querySelector('dialog[open]')?.innerText.includes(${act})`;
    await this.page.waitForFunction(open, { timeout });
    for (;;) {
      await this.press(renewalConsentTexts.yes);
      const gone = this.page.waitForFunction(`!${open}`, { timeout: 700 });
      const taken = await gone.then(
        () => true,
        () => false,
      );
      if (taken) return;
    }
  }
}

/** Waits for a window whose address has this in it. */
export async function windowAt(browser: Browser, part: string, say: Speech): Promise<FirefoxWindow> {
  const target = await browser.waitForTarget((one) => one.url().includes(part), { timeout });
  const page = await target.page();
  if (page === null) throw new Error(`${target.url()} is no page`);
  return new FirefoxWindow(page, say);
}
