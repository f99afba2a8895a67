import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { interruptEverywhere } from '../testkit/journeys/interruption.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { keysHeld, readFileContents } from '../testkit/journeys/keys-held.ts';
import { walkTo } from '../testkit/journeys/steps.ts';

const { customer } = journeys();

it('a browser killed at any step loses nothing: the renewal ends with the same key (R10, R20)', {
  timeout: 480_000,
}, async ({ task }) => {
  // Where it is tried once more, it is another customer's renewal: the first one's is half done.
  const someone = await customer(task.result?.retryCount ? 'nagisa-okada' : 'nagisa-fujita');
  await interruptEverywhere(someone, {
    lostAtIssuing: 'request',
    lostAtProof: 'ticket',
    end: () => someone.killBrowser(),
    openAgain: async () => {
      const window = await someone.beginRenewal();
      await window.goOnHere();
      return window;
    },
  });

  // The new certificate was presented, but nobody came back with the ticket: it is proven by the login that follows.
  await someone.login();
  await someone.portal.shows('main');
  expect(await someone.portal.text()).toContain('でログインしました。更新は完了しています。');
  await expect.poll(() => keysHeld(someone.portal.page)).toEqual([]);
});

it('a tab whose page crashes is opened again, and the renewal ends with the same key (R10, R20)', async ({ task }) => {
  const someone = await customer(task.result?.retryCount ? 'aoba-kuroda' : 'aoba-sakura');
  const window = await someone.beginRenewal();
  await walkTo(window, 'save');
  const kept = await keysHeld(window.page);
  await crash(window.page);
  // The portal's tab went down with its window; the session is the browser's.
  someone.portal = someone.renewalIn(await someone.context.newPage());
  await someone.goToMain();
  await someone.openNoticeFromMain();
  const again = await someone.openRenewal();
  await again.goOnHere();
  await again.openKeptKey();
  const file = await again.saveFile();
  expect([readFileContents(file).keyDigest]).toEqual(kept);
  await again.goToImport();
  someone.register(file);
  await again.check();
  await again.shows('renewal.done');
  expect((await again.text()).replaceAll(' ', '')).toContain(readFileContents(file).serial);
  expect(await keysHeld(again.page)).toEqual([]);
});

/** The process that draws the page dies; the browser lives on. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const devtools = await page.context().newCDPSession(page);
  devtools.send('Page.crash').catch(() => {});
  await crashed;
}
