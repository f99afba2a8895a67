import type { Text } from '@koshin/web/texts/catalogue.ts';
import type { Locator, Page } from 'playwright-core';
import type { Speech } from './speech.ts';
import { type ScreenName, titles } from './titles.ts';

/** One window of the customer's browser, in the words of its portal. Everything waits until it can be done. */
export class Screen {
  readonly page: Page;
  readonly say: Speech;

  constructor(page: Page, say: Speech) {
    this.page = page;
    this.say = say;
  }

  /** Waits for the screen with this title. */
  async shows(name: ScreenName): Promise<void> {
    // The whole title, without what is only spoken: 「電子証明書の更新」 is also how the notice's title begins.
    const title = this.page.locator(`xpath=//h1[text()[. = ${JSON.stringify(this.say(titles[name]))}]]`);
    await title.waitFor().catch(async (error: unknown) => {
      const now = await this.page.locator('h1').allInnerTexts();
      throw new Error(`${name} did not come; ${this.page.url()} shows ${now.join(' | ')}`, { cause: error });
    });
  }

  /** All that can be read on the page, without the frame. */
  async text(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  button(text: Text): Locator {
    return this.page.getByRole('button', { name: this.say(text), exact: true });
  }

  /** A button or a link that looks like one. */
  async press(text: Text): Promise<void> {
    const name = this.say(text);
    const link = this.page.getByRole('link', { name, exact: true });
    await this.button(text).or(link).click();
  }

  async fill(label: Text, value: string): Promise<void> {
    await this.page.getByLabel(this.say(label), { exact: true }).fill(value);
  }
}
