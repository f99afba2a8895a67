import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { type Chromium, type ChromiumProfile, chromiumProfile, launchChromium } from './chromium.ts';
import { keepScreen } from './screenshots.ts';

let profile: ChromiumProfile;
let browser: Chromium;
beforeAll(async () => {
  profile = chromiumProfile();
  browser = await launchChromium(profile, { viewport: { width: 390, height: 844 } });
});
afterAll(async () => {
  await browser.close();
  await profile.remove();
});

const shown = async (body: string) => {
  const page = await browser.context.newPage();
  await page.setContent(`<!doctype html><html lang="ja"><title>更新</title><body><main>${body}</main></body></html>`);
  return page;
};

describe('axe', () => {
  it('lets a page pass that has nothing against it', async () => {
    await expectAccessible(await shown('<h1>更新</h1><label>パスワード <input type="password"></label>'));
  });

  it('names the rule and the place of what is wrong', async () => {
    const page = await shown('<h1>更新</h1><input type="password" id="nameless">');
    await expect(expectAccessible(page)).rejects.toThrow(/- label \(critical\).*#nameless/s);
  });

  it('finds text without contrast', async () => {
    const page = await shown('<h1>更新</h1><p style="color:#999;background:#fff">3月31日</p>');
    await expect(expectAccessible(page)).rejects.toThrow('color-contrast');
  });

  it('fails on a page with nothing on it', async () => {
    const page = await browser.context.newPage();
    await page.goto('chrome://crash').catch(() => {});
    await expect(expectAccessible(page)).rejects.toThrow();
  });
});

describe('a picture', () => {
  it('is kept under its language, width and name, as wide as the viewport', async () => {
    const path = await keepScreen(await shown('<h1>更新</h1>'), { language: 'ja', width: 390, name: 'testkit.sample' });
    expect(path).toMatch(/test-results\/screens\/ja\/390\/testkit\.sample\.png$/);
    const png = readFileSync(path);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(390);
  });

  it('is refused a name that leads elsewhere', async () => {
    const page = await shown('');
    await expect(keepScreen(page, { language: 'ja', width: 390, name: '../x' })).rejects.toThrow('not ../x');
  });
});
