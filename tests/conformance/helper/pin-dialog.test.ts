import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Chromium, type ChromiumProfile, chromiumProfile, launchChromium } from '../../testkit/chromium.ts';
import { type SoftHsm, softHsm } from '../../testkit/hsm/soft-hsm.ts';
import { type AskingServer, askingServer } from '../../testkit/network/asking-server.ts';
import { addModule, trustRoot } from '../../testkit/nss.ts';
import { type ThrowawayCa, throwawayCa } from '../../testkit/throwaway-ca.ts';
import { type VirtualScreen, virtualScreen } from '../../testkit/virtual-screen.ts';

/** A browser that is seen, and SoftHSM as its maker ships it: it wants its PIN from whoever sits there. */
let hsm: SoftHsm;
let ca: ThrowawayCa;
let server: AskingServer;
let screen: VirtualScreen;
let profile: ChromiumProfile;
let browser: Chromium;
beforeEach(async () => {
  ca = throwawayCa('root of the PIN dialog');
  hsm = softHsm({ tokenLabel: 'koshin-usb' });
  profile = chromiumProfile();
  putOnToken('web-fb-certificate');
  trustRoot(profile, ca.certificate);
  addModule(profile, hsm.module);
  server = await askingServer(ca.server('*.cert.localhost'), ca.certificate);
  screen = await virtualScreen();
  browser = await launchChromium(profile, { display: screen.display, language: 'en' });
});
afterEach(async () => {
  await browser.close();
  await screen.close();
  await server.close();
  await profile.remove();
  hsm.remove();
  ca.remove();
});

/** Key and certificate, by other people's tools. */
function putOnToken(commonName: string): void {
  const { key, certificate } = ca.client(commonName);
  const [keyFile, certificateFile] = [join(profile.home, 'key.pem'), join(profile.home, 'certificate.der')];
  writeFileSync(keyFile, key);
  writeFileSync(certificateFile, new X509Certificate(certificate).raw);
  const itself = ['--token', hsm.tokenLabel, '--pin', hsm.pin, '--label', commonName, '--id', '01'];
  execFileSync('softhsm2-util', ['--import', keyFile, ...itself], { stdio: 'pipe' });
  const said = hsm.tool(['--write-object', certificateFile, '--type', 'cert', '--id', '01', '--label', commonName]);
  if (!said.worked) throw new Error(said.output);
}

describe('a token that the browser has to open itself', () => {
  it('is presented after its PIN was typed into the browser’s own dialog', async () => {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    const seen = page.goto(`https://p1.cert.localhost:${server.port}/`).then(() => page.locator('h1').innerText());
    screen.enter(await screen.windowNamed(/Unlock Security Device/), hsm.pin);
    expect(await seen).toBe('web-fb-certificate');
  });
});
