import { randomBytes, X509Certificate } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { StoresOfThisPc } from '../../../packages/helper/key-stores/stores-of-this-pc.ts';
import { requestBy } from '../../../packages/helper/key-stores/testing/certified.ts';
import { chromiumProfile, launchChromium } from '../../testkit/chromium.ts';
import { firefoxProfile, launchFirefox } from '../../testkit/firefox.ts';
import { type AskingServer, askingServer } from '../../testkit/network/asking-server.ts';
import { trustRoot } from '../../testkit/nss.ts';
import { type ThrowawayCa, throwawayCa } from '../../testkit/throwaway-ca.ts';

let ca: ThrowawayCa;
let server: AskingServer;

beforeAll(async () => {
  ca = throwawayCa('CA of key stores');
  server = await askingServer(ca.server('*.cert.localhost'), ca.certificate);
});
afterAll(async () => {
  await server.close();
  ca.remove();
});

const address = (host: string) => `https://${host}.cert.localhost:${server.port}/`;

/** What the helper does that this browser started, from key to certificate. */
async function renewed(browserPid: number, { commonName, days }: { commonName: string; days: number }) {
  // No home: only what the browser has open can be found.
  const stores = new StoresOfThisPc({ browserPid, home: '/nowhere', tokenModule: '/nowhere/libtoken.so' });
  try {
    const store = (await stores.pc())?.store;
    if (store === undefined) throw new Error('no store');
    const key = await store.makeKey({ kind: 'P-256', purpose: randomBytes(16).toString('hex') });
    const certificate = ca.certify(await requestBy(store, key, commonName), days);
    await store.install(key.keyDigest, new Uint8Array(new X509Certificate(certificate).raw));
  } finally {
    await stores.close();
  }
}

it('a running Chromium presents what was written into the store that it has open, and then what is newer', async () => {
  const profile = chromiumProfile();
  trustRoot(profile, ca.certificate);
  const browser = await launchChromium(profile);
  onTestFinished(async () => {
    await browser.close();
    await profile.remove();
  });
  const shownAt = async (host: string) => {
    const page = await browser.context.newPage();
    await page.goto(address(host));
    return page.locator('h1').textContent();
  };
  expect(await shownAt('k1')).toBe('none');
  const pid = Number(readlinkSync(join(profile.userData, 'SingletonLock')).split('-').at(-1));
  await renewed(pid, { commonName: '見本 太郎', days: 1 });
  expect(await shownAt('k2')).toBe('見本 太郎');
  await renewed(pid, { commonName: '見本 太郎 二', days: 3 });
  expect(await shownAt('k3')).toBe('見本 太郎 二');
});

it('a running Firefox offers what was written into the profile that it has open', async () => {
  const profile = firefoxProfile();
  trustRoot(profile, ca.certificate);
  const firefox = await launchFirefox(profile);
  onTestFinished(async () => {
    await firefox.close();
    await profile.remove();
  });
  await renewed(firefox.browser.process()?.pid ?? 0, { commonName: '見本 太郎', days: 1 });
  const page = await firefox.browser.newPage();
  const arrived = page.goto(address('k4'));
  const dialog = await firefox.certificateDialog();
  await dialog.choose('見本 太郎');
  await arrived;
  expect(await page.$eval('h1', (title) => title.textContent)).toBe('見本 太郎');
});
