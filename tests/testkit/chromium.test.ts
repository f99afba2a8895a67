import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, type ChromiumProfile, chromiumProfile, launchChromium } from './chromium.ts';
import { type AskingServer, askingServer } from './network/asking-server.ts';
import { importPkcs12, nicknamesIn, trustRoot } from './nss.ts';
import { pkcs12Password, type ThrowawayCa, throwawayCa } from './throwaway-ca.ts';

let ca: ThrowawayCa;
let server: AskingServer;
let profile: ChromiumProfile;
let browser: Chromium;

const shownAt = async (host: string) => {
  const page = await browser.context.newPage();
  await page.goto(`https://${host}.cert.localhost:${server.port}/`);
  const shown = await page.locator('h1').textContent();
  await page.close();
  return shown;
};

beforeAll(async () => {
  ca = throwawayCa('Chromium test CA');
  server = await askingServer(ca.server('*.cert.localhost'), ca.certificate);
  profile = chromiumProfile();
  trustRoot(profile, ca.certificate);
  importPkcs12(profile, ca.client('HANAKO').pkcs12, pkcs12Password);
  browser = await launchChromium(profile);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await profile.remove();
  ca.remove();
});

describe('Chromium', () => {
  it('presents the certificate of its profile to a server whose root it was told to trust', async () => {
    expect(await shownAt('p1')).toBe('HANAKO');
  });

  it('presents a newer certificate, imported while it runs, on a fresh host and keeps the old on the old', async () => {
    importPkcs12(profile, ca.client('HANAKO THE SECOND', 2).pkcs12, pkcs12Password);
    expect(nicknamesIn(profile)).toContain('HANAKO THE SECOND');
    expect(await shownAt('p2')).toBe('HANAKO THE SECOND');
    expect(await shownAt('p1')).toBe('HANAKO');
  });

  it('asks for Japanese, or for English when told so', async () => {
    const page = await browser.context.newPage();
    await page.goto(`https://p3.cert.localhost:${server.port}/`);
    expect(await page.locator('p').textContent()).toMatch(/^ja-JP/);
    await browser.close();
    browser = await launchChromium(profile, { language: 'en', viewport: { width: 390, height: 844 } });
    const other = await browser.context.newPage();
    await other.goto(`https://p3.cert.localhost:${server.port}/`);
    expect(await other.locator('p').textContent()).toMatch(/^en-GB/);
    expect(await other.evaluate('[innerWidth, navigator.language]')).toEqual([390, 'en-GB']);
  });

  it('saves what a page offers, with its bytes', async () => {
    const page = await browser.context.newPage();
    await page.goto(`https://p4.cert.localhost:${server.port}/`);
    await page.evaluate(`const a = document.createElement('a'); a.id = 'a'; a.textContent = 'save';
      a.href = URL.createObjectURL(new Blob(['鍵'])); a.download = 'a.p12'; document.body.append(a);`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#a')]);
    expect(download.suggestedFilename()).toBe('a.p12');
    expect(readFileSync(await download.path(), 'utf8')).toBe('鍵');
  });

  it('finds its databases again after SIGKILL', async () => {
    const url = `https://p5.cert.localhost:${server.port}/`;
    const page = await browser.context.newPage();
    await page.goto(url);
    await page.evaluate(`new Promise((resolve, reject) => {
      const open = indexedDB.open('kept');
      open.onupgradeneeded = () => open.result.createObjectStore('keys');
      open.onsuccess = () => {
        const change = open.result.transaction('keys', 'readwrite', { durability: 'strict' });
        change.objectStore('keys').put('secret', 'renewal');
        change.oncomplete = () => resolve();
        change.onerror = reject;
      };
    })`);
    await browser.kill();
    browser = await launchChromium(profile);
    const again = await browser.context.newPage();
    await again.goto(url);
    const kept = await again.evaluate(`new Promise((resolve, reject) => {
      const open = indexedDB.open('kept');
      open.onsuccess = () => {
        const read = open.result.transaction('keys').objectStore('keys').get('renewal');
        read.onsuccess = () => resolve(read.result);
        read.onerror = reject;
      };
    })`);
    expect(kept).toBe('secret');
  });
});
