import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tests/testkit/axe.ts';
import { type Chromium, chromiumProfile, launchChromium } from '../../../../../tests/testkit/chromium.ts';
import { importPkcs12, trustRoot } from '../../../../../tests/testkit/nss.ts';
import { keepScreen } from '../../../../../tests/testkit/screenshots.ts';
import { type ServiceProcess, startService } from '../../../../../tests/testkit/service-process.ts';

let service: ServiceProcess;
let folder: string;
beforeAll(async () => {
  service = await startService();
  folder = mkdtempSync(join(tmpdir(), 'koshin-start-page-'));
}, 90_000);
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

async function mailsOut(): Promise<number> {
  const mails: unknown = await (await fetch(`${service.status}/demo/outbox.json`)).json();
  return Array.isArray(mails) ? mails.length : 0;
}

interface Look {
  /** What is in the browser: nothing, the root, or one customer's certificate as well. */
  readonly has: 'nothing' | 'root' | 'certificate';
  readonly language: 'ja' | 'en';
  readonly width: number;
}

/** The start page in a fresh browser, with what it complains about. */
async function withPage(
  { has, language, width }: Look,
  look: (page: Page, complaints: readonly string[]) => Promise<void>,
): Promise<void> {
  const profile = chromiumProfile();
  if (has !== 'nothing') trustRoot(profile, await (await fetch(`${service.status}/demo/root.crt`)).text());
  if (has === 'certificate') {
    const file = join(folder, 'sakura.p12');
    writeFileSync(file, Buffer.from(await (await fetch(`${service.status}/demo/p12/aoba-sakura.p12`)).arrayBuffer()));
    importPkcs12(profile, file, 'demo-file-pass');
  }
  const browser: Chromium = await launchChromium(profile, { language, viewport: { width, height: 900 } });
  try {
    const page = await browser.context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/Content.Security.Policy|Error:/.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${service.status}/`);
    await look(page, complaints);
  } finally {
    await browser.close();
    await profile.remove();
  }
}

const check = (page: Page, name: 'root' | 'certificate') => page.locator(`[data-check="${name}"]`);

const looks = (['ja', 'en'] as const).flatMap((language) => [1280, 390, 320].map((width) => ({ language, width })));

describe("the demo's start page", { timeout: 60_000 }, () => {
  it.each(looks)('is accessible and never wider than the window ($language, $width)', async ({ language, width }) => {
    await withPage({ has: 'root', language, width }, async (page, complaints) => {
      await check(page, 'root').locator('[data-when="done"]').waitFor({ state: 'visible' });
      for (const name of ['ledger', 'steps', 'more', 'grid']) {
        expect(await page.locator(`.${name}`).first().isVisible(), name).toBe(true);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await expectAccessible(page);
      await keepScreen(page, { language, width, name: 'demo.start' });
      await page.locator('summary').first().press('Enter');
      expect(await page.locator('details').first().getAttribute('open')).not.toBeNull();
      await expectAccessible(page);
      expect(complaints).toEqual([]);
    });
  });

  it.each(looks)('shows its mails, accessible and never wider than the window ($language, $width)', async (look) => {
    const { language, width } = look;
    await withPage({ has: 'nothing', ...look }, async (page, complaints) => {
      await expect.poll(mailsOut, { timeout: 30_000 }).toBeGreaterThan(3);
      const fits = async () =>
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.locator('a[href="/demo/outbox"]').click();
      await page.locator('.mails').waitFor();
      await fits();
      await expectAccessible(page);
      await keepScreen(page, { language, width, name: 'demo.outbox' });
      await page.locator('.mails tbody a').first().click();
      await page.frameLocator('iframe').locator('p').first().waitFor();
      expect(await page.locator('pre').innerText()).toContain('WEB-FB');
      await fits();
      await expectAccessible(page);
      await keepScreen(page, { language, width, name: 'demo.outbox.mail' });
      expect(complaints).toEqual([]);
    });
  });

  it('says that the root is not trusted where it is not', async () => {
    await withPage({ has: 'nothing', language: 'ja', width: 1280 }, async (page) => {
      await check(page, 'root').locator('[data-when="missing"]').waitFor({ state: 'visible' });
      expect(await check(page, 'root').innerText()).toContain('まだ信頼されていません（手順1）');
      expect(await check(page, 'certificate').innerText()).toContain('まだ提示されていません（手順2・3）');
      await keepScreen(page, { language: 'ja', width: 1280, name: 'demo.start.untrusted' });
    });
  });

  it('tells within seconds which certificate was presented', async () => {
    await withPage({ has: 'certificate', language: 'ja', width: 1280 }, async (page) => {
      expect(await check(page, 'certificate').innerText()).toContain('まだ提示されていません');
      const portal = await page.context().newPage();
      await portal.goto(`${service.portals.mihon}/api/session`);
      const url = await portal.evaluate(`fetch('/api/presentations', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'koshin-csrf': JSON.parse(document.body.innerText).csrf },
        body: '{}',
      }).then((answer) => answer.json()).then(({ url }) => url)`);
      await portal.goto(String(url));
      await portal.close();
      await page.bringToFront();
      await check(page, 'certificate').locator('[data-when="done"]').waitFor({ state: 'visible' });
      expect(await check(page, 'certificate').innerText()).toMatch(/提示されました\s+aoba-sakura \d+:\d\d/);
      expect(await page.locator('[data-presented="aoba-sakura"]').isVisible()).toBe(true);
      expect(await page.locator('[data-presented="aoba-kuroda"]').isVisible()).toBe(false);
      await expectAccessible(page);
      await keepScreen(page, { language: 'ja', width: 1280, name: 'demo.start.presented' });
    });
  });

  it('says nothing of what another browser presented before this one saw the page', async () => {
    // The claim before this one has left a presentation behind.
    const state = await (await fetch(`${service.status}/demo/state.json`)).json();
    expect(state).toMatchObject({ presented: [{ bank: 'mihon' }] });
    await withPage({ has: 'root', language: 'ja', width: 1280 }, async (page) => {
      await check(page, 'root').locator('[data-when="done"]').waitFor({ state: 'visible' });
      await check(page, 'certificate').locator('[data-when="missing"]').waitFor({ state: 'visible' });
      await page.reload();
      await check(page, 'certificate').locator('[data-when="missing"]').waitFor({ state: 'visible' });
    });
  });

  it('changes the language by its link and keeps it in the address', async () => {
    await withPage({ has: 'nothing', language: 'ja', width: 1280 }, async (page) => {
      expect(await page.locator('h1').innerText()).toBe('デモの始め方');
      await page.getByRole('link', { name: 'English' }).click();
      expect(await page.locator('h1').innerText()).toBe('How to begin the demo');
      expect(new URL(page.url()).search).toBe('?lang=en');
    });
  });

  it('begins with a link to the content for the keyboard', async () => {
    await withPage({ has: 'nothing', language: 'en', width: 1280 }, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    });
  });
});
