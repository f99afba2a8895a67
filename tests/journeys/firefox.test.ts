import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loginTexts } from '@koshin/web/texts/login.ts';
import { noticeTexts } from '@koshin/web/texts/notice.ts';
import { renewalTexts } from '@koshin/web/texts/renewal.ts';
import { renewalFileTexts } from '@koshin/web/texts/renewal-file.ts';
import { renewalProofTexts } from '@koshin/web/texts/renewal-proof.ts';
import { renewalStartTexts } from '@koshin/web/texts/renewal-start.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Firefox, type FirefoxProfile, firefoxProfile, launchFirefox } from '../testkit/firefox.ts';
import { FirefoxWindow, windowAt } from '../testkit/journeys/firefox-window.ts';
import { journeys } from '../testkit/journeys/journeys.ts';
import { readFileContents } from '../testkit/journeys/keys-held.ts';
import { chosenPassword } from '../testkit/journeys/renewal-window.ts';
import { speechOf } from '../testkit/journeys/speech.ts';
import { importPkcs12, trustRoot } from '../testkit/nss.ts';
import { keepScreen } from '../testkit/screenshots.ts';

const { demo } = journeys();
const say = speechOf('mihon', 'ja');
let profile: FirefoxProfile;
let firefox: Firefox;

beforeAll(async () => {
  profile = firefoxProfile();
  trustRoot(profile, await demo().root());
  for (const { path, password } of await demo().filesOf(await demo().accountsOf('aoba-sakura'))) {
    importPkcs12(profile, path, password);
  }
  firefox = await launchFirefox(profile);
});
afterAll(async () => {
  await firefox?.close();
  await profile?.remove();
});

describe('Firefox, which asks for the certificate each time (R8, R20, R21)', () => {
  it('renews, and takes a cancelled and a wrong choice back without a restart', async () => {
    const [account] = await demo().accountsOf('aoba-sakura');
    const portal = new FirefoxWindow(await firefox.browser.newPage(), say);
    await portal.page.goto(account.portalUrl);
    await portal.press(loginTexts['start.login']);
    await (await firefox.certificateDialog()).choose(0);
    await portal.shows('login.password');
    await portal.fill(loginTexts['password.label'], account.password ?? '');
    await portal.press(loginTexts['password.login']);
    await portal.shows('notice.list');
    await portal.press(noticeTexts['renewal.subject']);
    await portal.shows('notice.renewal');
    await portal.press(noticeTexts['renewal.go']);

    const window = await windowAt(firefox.browser, '/renewal/', say);
    await window.shows('renewal.start');
    await window.press(renewalStartTexts.renew);
    await window.shows('renewal.file-password');
    await window.fill(renewalFileTexts['password.label'], chosenPassword);
    await window.fill(renewalFileTexts['password.repeat'], chosenPassword);
    await window.press(renewalFileTexts['password.next']);
    await window.sayYes('make-key');
    await window.sayYes('send-request');
    await window.shows('renewal.save');
    await window.press(renewalFileTexts['save.save']);
    const file = await downloaded();
    await window.press(renewalFileTexts['save.next']);
    await window.sayYes('install');
    await window.shows('renewal.import');
    expect(await window.text()).toContain('「あなたの証明書」');
    await keepScreen(window.page, { language: 'ja', width: 960, name: 'renewal.import-firefox' });

    // Cancelled: none. Chosen wrongly: the earlier one. Each time a fresh host asks again.
    await window.press(renewalTexts.check);
    await (await firefox.certificateDialog()).cancel();
    await window.shows('proof.none');
    await keepScreen(window.page, { language: 'ja', width: 960, name: 'proof.none' });
    importPkcs12(profile, file, chosenPassword);
    await window.press(renewalProofTexts.again);
    const dialog = await firefox.certificateDialog();
    expect(dialog.choices).toHaveLength(2);
    await dialog.choose(0);
    await window.shows('proof.old');
    const tail = readFileContents(file).serial.slice(-4);
    expect(await window.text()).toContain(`末尾 ${tail}`);
    await window.press(renewalProofTexts.again);
    const again = await firefox.certificateDialog();
    await again.choose(` ${tail} `);
    await window.shows('renewal.done');
    expect((await window.text()).replaceAll(' ', '')).toContain(readFileContents(file).serial);
    await portal.shows('main');
  });
});

/** The only file in Firefox's downloads, when it is there as a whole. */
async function downloaded(): Promise<string> {
  return vi.waitFor(
    () => {
      const names = readdirSync(profile.downloads);
      const [name = ''] = names;
      const path = join(profile.downloads, name);
      if (names.length !== 1 || !name.endsWith('.p12') || !existsSync(path) || statSync(path).size === 0) {
        throw new Error(`downloads: ${names.join(', ')}`);
      }
      return path;
    },
    { timeout: 30_000, interval: 50 },
  );
}
