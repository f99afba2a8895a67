import { sampleFacts } from '@koshin/service/letters/testing/sample-facts.ts';
import { writeLetter } from '@koshin/service/letters/write-letter.ts';
import { launchBrowser } from '@koshin/web/testing/browser.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../testkit/axe.ts';
import { keepScreen } from '../../testkit/screenshots.ts';

const languages = ['ja', 'en'] as const;
/** One of each make-up: with and without a certificate, with one paragraph and with two, without facts. */
const kinds = ['first-stage', 'reissued', 'code-sent', 'address-confirmation'] as const;
/** A phone turned up, the narrowest that counts, and the pane of a mail program. */
const widths = [320, 390, 1280] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(languages)('a letter as HTML (%s)', (language) => {
  it.each(kinds)('%s fits every screen, is accessible, fetches nothing and has nothing to press', async (kind) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    try {
      const page = await context.newPage();
      const fetched: string[] = [];
      page.on('request', (request) => fetched.push(request.url()));
      const { html, subject, text } = writeLetter(sampleFacts(kind, language));
      await page.setContent(html);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        const wide: unknown = await page.evaluate('document.documentElement.scrollWidth');
        expect(Number(wide), `${width} px`).toBeLessThanOrEqual(width);
        if (width !== 320) await keepScreen(page, { language, width, name: `mail.${kind}` });
      }
      await expectAccessible(page);
      expect(await page.title()).toBe(subject);
      expect(await page.locator('a, button, input, img, form, script, link').count()).toBe(0);
      expect((await page.locator('body').innerText()).replace(/\s+/g, ' ').trim()).toBe(
        text.replace(/\s+/g, ' ').trim(),
      );
      expect(fetched).toEqual([]);
    } finally {
      await context.close();
    }
  });

  it('keeps to the screen with names that have no place to break', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
    try {
      const page = await context.newPage();
      const companyName = 'x'.repeat(200);
      const facts = sampleFacts('first-stage', language, { recipient: { companyName, userName: '見'.repeat(100) } });
      await page.setContent(writeLetter(facts).html);
      expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(390);
    } finally {
      await context.close();
    }
  });
});
