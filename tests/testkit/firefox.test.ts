import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Firefox, type FirefoxProfile, firefoxProfile, launchFirefox } from './firefox.ts';
import { type AskingServer, askingServer } from './network/asking-server.ts';
import { importPkcs12, trustRoot } from './nss.ts';
import { keepScreen } from './screenshots.ts';
import { pkcs12Password, type ThrowawayCa, throwawayCa } from './throwaway-ca.ts';

let ca: ThrowawayCa;
let server: AskingServer;
let profile: FirefoxProfile;
let firefox: Firefox;
const url = (host: string) => `https://${host}.cert.localhost:${server.port}/`;

beforeAll(async () => {
  ca = throwawayCa('Firefox test CA');
  server = await askingServer(ca.server('*.cert.localhost'), ca.certificate);
  profile = firefoxProfile();
  trustRoot(profile, ca.certificate);
  for (const name of ['HANAKO', 'TARO']) importPkcs12(profile, ca.client(name).pkcs12, pkcs12Password);
  firefox = await launchFirefox(profile);
});
afterAll(async () => {
  await firefox.close();
  await server.close();
  await profile.remove();
  ca.remove();
});

/** Opens a page of the host in a new tab; the certificate question, where one comes, is for the caller to answer. */
const open = async (host: string) => {
  const page = await firefox.browser.newPage();
  const arrived = page.goto(url(host));
  const shown = async (selector = 'h1') => {
    await arrived;
    return page.$eval(selector, (element) => element.textContent);
  };
  return { page, shown };
};

describe('Firefox', () => {
  it('offers every certificate that fits, the first imported first, and presents the one chosen by a part of its name', async () => {
    const { page, shown } = await open('p1');
    const dialog = await firefox.certificateDialog();
    expect(dialog.choices).toEqual([expect.stringMatching(/^HANAKO \[/), expect.stringMatching(/^TARO \[/)]);
    await dialog.choose('TARO');
    expect(await shown()).toBe('TARO');
    const picture = await keepScreen(page, { language: 'ja', width: 1280, name: 'testkit.firefox' });
    expect(readFileSync(picture).readUInt32BE(16)).toBe(1280);
  });

  it('presents the one chosen by its place', async () => {
    const { shown } = await open('p2');
    await (await firefox.certificateDialog()).choose(0);
    expect(await shown()).toBe('HANAKO');
  });

  it('presents nothing after cancel, and does not ask that host again', async () => {
    const first = await open('p3');
    await (await firefox.certificateDialog()).cancel();
    expect(await first.shown()).toBe('none');
    expect(await (await open('p3')).shown()).toBe('none');
    await expect(firefox.certificateDialog(200)).rejects.toThrow('no certificate within 200 ms');
  });

  it('refuses a choice that fits none or several, and goes on waiting for an answer', async () => {
    const { shown } = await open('p4');
    const dialog = await firefox.certificateDialog();
    await expect(dialog.choose('JIRO')).rejects.toThrow(`0 of Firefox's choices have "JIRO"`);
    await expect(dialog.choose('A')).rejects.toThrow(`2 of Firefox's choices have "A"`);
    await dialog.choose('TARO');
    expect(await shown()).toBe('TARO');
  });

  it('saves what a page offers into its downloads', async () => {
    const { page, shown } = await open('p2');
    await shown();
    await page.evaluate(`const a = document.createElement('a'); a.download = 'a.p12';
      a.href = URL.createObjectURL(new Blob(['鍵'], { type: 'application/x-pkcs12' })); document.body.append(a); a.click();`);
    const file = join(profile.downloads, 'a.p12');
    await vi.waitFor(() => expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('鍵'), 10_000);
  });

  it('asks again after SIGKILL and a restart, in English when told so', async () => {
    await firefox.kill();
    firefox = await launchFirefox(profile, { language: 'en', viewport: { width: 390, height: 844 } });
    const { page, shown } = await open('p3');
    await (await firefox.certificateDialog()).choose('HANAKO');
    expect(await shown()).toBe('HANAKO');
    expect(await shown('p')).toMatch(/^en-GB/);
    expect(await page.evaluate('innerWidth')).toBe(390);
  });
});
