import type { Text } from '@koshin/web/texts/catalogue.ts';
import { renewalConsentTexts } from '@koshin/web/texts/renewal-consent.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Consent } from './renewal-window.ts';
import type { Screen } from './screen.ts';

/** The element that has the focus: what a person reads on it, or beside it. */
const focused = `(() => {
  const { activeElement } = document;
  const words = [activeElement?.innerText, ...[...(activeElement?.labels ?? [])].map((label) => label.innerText)];
  return words.filter(Boolean).map((each) => each.trim());
})()`;

/** More stops than any page of the portal has. */
const stops = 40;

/** Hands on a keyboard: reaches everything by Tab, as reading order has it. */
export class Keyboard {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Tabs to the button or link with these words and presses the key on it. */
  async press(text: Text, key: 'Enter' | 'Space'): Promise<void> {
    await this.#reach(text);
    await this.#screen.page.keyboard.press(key);
  }

  /** Tabs to the field with this label and types into it. */
  async type(label: Text, value: string): Promise<void> {
    await this.#reach(label);
    await this.#screen.page.keyboard.type(value);
  }

  /** Throws when the focus is elsewhere. */
  async isOn(text: Text): Promise<void> {
    const words = await this.#words();
    if (!this.#fits(words, text)) throw new Error(`the focus is on ${words.join(' ')}, not ${this.#screen.say(text)}`);
  }

  /** はい, by Shift+Tab from いいえ and Enter, until it is taken. */
  async sayYes(consent: Consent): Promise<void> {
    const { page, say } = this.#screen;
    const dialog = page.getByRole('alertdialog').filter({ hasText: say(renewalConsentTexts[`act.${consent}`]) });
    await dialog.waitFor();
    await page.keyboard.press('Shift+Tab');
    await this.isOn(renewalConsentTexts.yes);
    for (;;) {
      await page.keyboard.press('Enter');
      const taken = await dialog.waitFor({ state: 'hidden', timeout: 300 }).then(
        () => true,
        () => false,
      );
      if (taken) return;
    }
  }

  async #reach(text: Text): Promise<void> {
    const target = this.#screen.say(text);
    await this.#screen.page.getByText(target).first().waitFor();
    const passed: string[] = [];
    while (passed.length < stops) {
      await this.#screen.page.keyboard.press('Tab');
      const words = await this.#words();
      if (this.#fits(words, text)) return;
      passed.push(words.join(' '));
    }
    throw new Error(`Tab does not reach ${target}; it passed ${passed.join(', ')}`);
  }

  async #words(): Promise<readonly string[]> {
    return Value.Parse(Type.Array(Type.String()), await this.#screen.page.evaluate(focused));
  }

  #fits(words: readonly string[], text: Text): boolean {
    const target = this.#screen.say(text);
    return words.some((each) => each === target || each.startsWith(`${target}\n`));
  }
}
