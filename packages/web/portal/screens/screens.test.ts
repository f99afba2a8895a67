import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../testing/browser.ts';
import { type BuiltPages, buildPages } from '../../testing/build-pages.ts';
import { type FakeService, startFakeService } from '../../testing/fake-service.ts';
import { lookAt } from '../../testing/screen.ts';
import { languages } from '../../texts/catalogue.ts';
import { everyScreen } from './every-screen.ts';

let pages: BuiltPages;
let service: FakeService;
let browser: Browser;

beforeAll(async () => {
  pages = await buildPages('index.html');
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await pages?.remove();
});

describe.each(everyScreen)('$name', (screen) => {
  it.each(languages)(
    'stands in %s at 1280 and 390, accessible, with the focus on its title',
    { timeout: 60_000 },
    async (language) => {
      service = await startFakeService(pages.folder);
      const seen = await lookAt({ browser, service }, { screen, language }).finally(() => service.close());
      expect(seen.faults).toEqual([]);
      expect(seen.title).toContain(screen.title[language]);
      expect(seen.windowTitle).toContain(screen.title[language]);
      if (screen.focusOnTitle ?? true) expect(seen.focus).toBe('H1');
    },
  );
});
