import '../testing/as-served.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../testing/browser.ts';
import { type BuiltPages, buildPages } from '../../testing/build-pages.ts';
import { startFakeService } from '../../testing/fake-service.ts';
import { lookAtBoth } from '../../testing/screen.ts';
import { languages } from '../../texts/catalogue.ts';
import { everyRenewalScreen } from '../testing/every-renewal-screen.ts';
import { type OpensslIssuer, opensslIssuer } from '../testing/openssl-issuer.ts';

let pages: BuiltPages;
let issuer: OpensslIssuer;
let browser: Browser;

beforeAll(async () => {
  issuer = opensslIssuer();
  pages = await buildPages('index.html');
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await pages?.remove();
  issuer?.remove();
});

describe('every screen of the renewal window, in both languages, at 1280 and 390', () => {
  it.each(everyRenewalScreen((csr) => issuer.certify(csr)))(
    '$name is accessible, fits, and has the focus in its place',
    { timeout: 120_000 },
    async (screen) => {
      const service = await startFakeService(pages.folder);
      const seen = await lookAtBoth({ browser, service }, screen).finally(() => service.close());
      expect(seen.en.faults).toEqual([]);
      for (const language of languages) {
        expect(seen[language].title).toContain(screen.title[language]);
        expect(seen[language].windowTitle).toContain(screen.title[language]);
      }
      if (screen.focusOnTitle ?? true) expect(seen.ja.focus).toBe('H1');
    },
  );
});
