import type { PageAnswer, PageRequest } from '@koshin/wire/helper/page-messages.ts';
import type { Page } from 'playwright-core';

/** What the extension answers to each act; an act that is not named stands unanswered, as while its window asks. */
export type ExtensionWords = Readonly<Partial<Record<PageRequest['act'], PageAnswer>>>;

/** The page's side of Chromium's channel to an extension, from the next load of the page on. */
export async function extensionInPage(page: Page, words: ExtensionWords): Promise<void> {
  await page.addInitScript((said) => {
    const sendMessage = (_id: string, message: { act: string }, hear: (answer: unknown) => void) => {
      const answer = Object.entries(said).find(([act]) => act === message.act)?.[1];
      if (answer !== undefined) setTimeout(() => hear(answer));
    };
    Object.defineProperty(window, 'chrome', { value: { runtime: { sendMessage } } });
  }, words);
  await page.reload();
}
