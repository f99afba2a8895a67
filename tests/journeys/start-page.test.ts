import { existsSync } from 'node:fs';
import { ja } from '@koshin/service/edges/status-http/demo/texts-ja.ts';
import { describe, expect, it } from 'vitest';
import { journeys } from '../testkit/journeys/journeys.ts';
import { lookAt } from '../testkit/journeys/look.ts';

const { demo, customer } = journeys();

describe("the demo's start page", () => {
  it('lists every customer, offers the root, and says live which step is still missing', async () => {
    const someone = await customer('aoba-sakura');
    const { page } = someone.portal;
    await page.goto(`${demo().startPage}/`);
    const text = await page.locator('main').innerText();
    for (const { loginId } of await demo().accounts()) expect(text).toContain(loginId);
    expect(text).toContain(someone.account.password);

    const arriving = page.waitForEvent('download');
    await page.getByRole('link', { name: ja.rootLink }).click();
    expect(existsSync(await someone.keep(await arriving))).toBe(true);

    // The root is trusted in this browser; no certificate has been presented.
    const root = page.locator('[data-check="root"]');
    const certificate = page.locator('[data-check="certificate"]');
    await root.locator('[data-when="done"]').waitFor();
    await certificate.locator('[data-when="missing"]').waitFor();
    await lookAt(someone.portal, { language: 'ja', name: 'demo.start-page' });

    // While it is open, the customer presents one in another tab.
    const opening = page.waitForEvent('popup');
    await page.getByRole('link', { name: ja.openPortal('見本信用金庫') }).click();
    someone.portal = someone.renewalIn(await opening);
    await someone.present();
    await someone.portal.shows('login.password');
    await page.bringToFront();
    await certificate.locator('[data-when="done"]').waitFor();
    expect(await certificate.innerText()).toContain('aoba-sakura');
  });

  it('says that the root is missing in a browser that does not trust it', async () => {
    const someone = await customer('aoba-kuroda', { trusting: false });
    const { page } = someone.portal;
    await page.goto(`${demo().startPage}/`);
    await page.locator('[data-check="root"] [data-when="missing"]').waitFor();
  });
});
