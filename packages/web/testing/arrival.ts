import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Of the title when it has the focus, with what is only heard. */
const heard = (page: Page) =>
  page.evaluate(() => document.activeElement?.tagName === 'H1' && document.activeElement.textContent);

/** Waits for what a screen reader says on arrival. */
export const arrives = (page: Page, words: string) => expect.poll(() => heard(page)).toBe(words);
