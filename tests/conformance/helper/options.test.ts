import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../testkit/axe.ts';
import { HelperPc, press } from '../../testkit/helper/helper-pc.ts';
import { keepScreen } from '../../testkit/screenshots.ts';

/** The page of the extension on which a user sees and takes back what was allowed, in a real Chromium. */
let pc: HelperPc;
beforeAll(async () => {
  pc = await HelperPc.start({ names: ['mihon'] });
});
afterAll(() => pc.remove());

const status = { act: 'status', minimumVersion: '1.0.0' } as const;
const takeBack = (page: Page, name: string) =>
  page.getByRole('button', { name: `${pc.portals.origin(name)} の許可を取り消す` });

/** The user has said はい to a site that is in no list. */
async function allowed(name: string): Promise<Page> {
  const page = await pc.visit(name);
  const introduced = await pc.asking(page, { act: 'introduce' }, (window) => press(window, 'はい'));
  expect(introduced).toEqual({ answer: 'introduced' });
  return page;
}

const siteOf = async (page: Page) => Object(await pc.ask(page, status)).site;

describe('the settings of the extension', () => {
  it('say that no site was allowed: the bank’s own are not the user’s to take away', async () => {
    const page = await pc.openOwn('options.html');
    await expect.poll(() => page.locator('main').innerText()).toContain('許可したサイトはありません。');
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.title()).toBe('電子証明書の操作を許可したサイト');
    await expectAccessible(page);
  });

  it('take a site back at one press, which is said, and from then on it is unknown again', async () => {
    const site = await allowed('one');
    const page = await pc.openOwn('options.html');
    await takeBack(page, 'one').click();
    const said = page.getByRole('status');
    await expect.poll(() => said.innerText()).toBe(`${pc.portals.origin('one')} の許可を取り消しました。`);
    // Who works with the keyboard or hears the page is where it was said.
    expect(await said.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await siteOf(site)).toBe('undecided');
  });

  it('take back what is pressed and nothing else, also where another window was quicker', async () => {
    const [first, second, third] = [await allowed('first'), await allowed('second'), await allowed('third')];
    const [here, there] = [await pc.openOwn('options.html'), await pc.openOwn('options.html')];
    await takeBack(here, 'first').click();
    await expect.poll(() => siteOf(first)).toBe('undecided');
    // This one still shows all three.
    await takeBack(there, 'second').click();
    await expect.poll(() => siteOf(second)).toBe('undecided');
    expect([await siteOf(first), await siteOf(third)]).toEqual(['undecided', 'allowed-by-user']);
    expect(await there.getByRole('button').allInnerTexts()).toEqual([`${pc.portals.origin('third')} の許可を取り消す`]);
  });

  it('heed a person alone: a script’s click takes nothing back', async () => {
    const site = await allowed('scripted');
    const page = await pc.openOwn('options.html');
    await takeBack(page, 'scripted').evaluate((button) => Object(button).click());
    expect(await siteOf(site)).toBe('allowed-by-user');
  });

  it('are accessible, fit into a narrow window, and are done with the keyboard', async () => {
    const site = await allowed('a-site-with-quite-a-long-name-that-goes-on-and-on-and-on');
    const page = await pc.openOwn('options.html');
    await takeBack(page, 'a-site-with-quite-a-long-name-that-goes-on-and-on-and-on').waitFor();
    for (const width of [720, 390]) {
      await page.setViewportSize({ width, height: 660 });
      await keepScreen(page, { language: 'ja', width, name: 'helper.options' });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    await expectAccessible(page);
    await takeBack(page, 'a-site-with-quite-a-long-name-that-goes-on-and-on-and-on').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => siteOf(site)).toBe('undecided');
  });

  it('speak the browser’s language', async () => {
    const english = await HelperPc.start({ names: ['mihon'], language: 'en' });
    try {
      const page = await english.openOwn('options.html');
      await expect.poll(() => page.locator('main').innerText()).toContain('You have not allowed any site.');
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    } finally {
      await english.remove();
    }
  });
});

describe('a page of the extension that was opened for no question', () => {
  it.each(['consent.html', 'pin.html', `consent.html#${'0'.repeat(32)}`])('%s closes itself', async (path) => {
    const page = await pc.context.newPage();
    const closed = page.waitForEvent('close');
    await page.goto(`chrome-extension://${pc.extensionId}/${path}`).catch(() => {});
    await closed;
  });
});
