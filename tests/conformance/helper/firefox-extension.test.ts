import { verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { installedProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FirefoxExtensionWindow } from '../../testkit/firefox/extension-windows.ts';
import { FirefoxHelperPc } from '../../testkit/helper/firefox-helper-pc.ts';
import type { Asked } from '../../testkit/helper/helper-pc.ts';
import { installedHost } from '../../testkit/helper/installed-host.ts';
import { obtainCertificate } from '../../testkit/helper/obtain-certificate.ts';
import { digestOf, makeKey, onPc } from '../../testkit/helper/requests.ts';
import { type SoftHsm, softHsm } from '../../testkit/hsm/soft-hsm.ts';
import { type AskingServer, askingServer } from '../../testkit/network/asking-server.ts';
import { listen } from '../../testkit/network/listen.ts';
import { keyNamesIn, nicknamesIn } from '../../testkit/nss.ts';

/** The extension as it is built for Firefox, in a real one, with the real native host, the profile's own store and SoftHSM. */
let pc: FirefoxHelperPc;
let hsm: SoftHsm;
let presentation: AskingServer;
beforeAll(async () => {
  hsm = softHsm({ tokenLabel: 'koshin-usb' });
  const settings = { ...hsm.environment, KOSHIN_HELPER_PKCS11_MODULE: hsm.module };
  pc = await FirefoxHelperPc.start({
    names: ['mihon', 'refusing', 'token'],
    launcher: (home) => installedHost(home, { ...settings, XDG_STATE_HOME: home }),
  });
  const { ca } = pc.portals;
  presentation = await askingServer(ca.server('*.cert.localhost'), ca.certificate);
});
// A question that is left open would have every later one refused.
afterEach(() => pc.windows.closeAll());
afterAll(async () => {
  await pc.remove();
  await presentation.close();
  hsm.remove();
});

const status = { act: 'status', minimumVersion: '0.1.0' } as const;
const refusal = (code: string) => ({ answer: 'refused', code });
const yes = (window: FirefoxExtensionWindow) => window.press('はい');
const no = (window: FirefoxExtensionWindow) => window.press('いいえ');
const visit = (name: string) => pc.visit(pc.portals.origin(name));

/** The same host name as the portal's, where somebody else listens. */
async function atAnotherPort<Result>(use: (address: string) => Promise<Result>): Promise<Result> {
  const { key, certificate: cert } = pc.portals.ca.server('*.portal.localhost');
  const server = createServer({ key, cert }, (_request, response) => response.end('<h1>another'));
  const port = await listen(server);
  try {
    return await use(`https://mihon.portal.localhost:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** What a host that asks for a certificate sees of the one that is chosen by a part of its name. */
async function presented(host: string, choice: string): Promise<string> {
  const page = await pc.firefox.browser.newPage();
  const arrived = page.goto(`https://${host}.cert.localhost:${presentation.port}/`);
  await (await pc.firefox.certificateDialog()).choose(choice);
  await arrived;
  return String(await page.$eval('h1', (element) => element.textContent));
}

describe('the bridge', () => {
  it('is in the page of a listed site, and brings what the real host says of this profile’s store', async () => {
    expect(await pc.ask(await visit('mihon'), status)).toMatchObject({
      answer: 'status',
      site: 'listed',
      host: { answer: 'status', pc: { kind: 'nss', writable: true, protection: 'marked' } },
    });
    expect(await pc.windows.count()).toBe(0);
  });

  it.each([
    ['of another name', () => pc.portals.origin('unlisted')],
    ['of another site', () => pc.portals.stranger],
  ])('is not in a page %s', async (_which, address) => {
    expect(await pc.carry(await pc.visit(address()), status)).toEqual({ came: 'no-extension' });
  });

  it('does not speak for the same host name at another port: nothing is told of this PC, and nobody is asked', async () => {
    await atAnotherPort(async (address) => {
      const page = await pc.visit(address);
      expect(await pc.ask(page, status)).toMatchObject({ site: 'undecided', host: null });
      expect(await pc.ask(page, makeKey())).toMatchObject(refusal('helper-origin-refused'));
    });
    expect(await pc.windows.count()).toBe(0);
  });
});

describe('「Webアクセスの確認」', () => {
  it('names the site, the bank and the act, with the focus on いいえ', async () => {
    const answer = await pc.asking(await visit('refusing'), makeKey(), async (window) => {
      const words = await window.evaluate('document.body.innerText');
      expect(words).toMatch(/^Webアクセスの確認\n/);
      expect(words).toContain(pc.portals.origin('refusing'));
      expect(words).toContain('見本信用金庫');
      expect(words).toContain('新しい電子証明書の鍵を、このパソコンに作成します。');
      expect(await window.evaluate('document.activeElement.innerText')).toBe('いいえ');
      await no(window);
    });
    expect(answer).toMatchObject(refusal('consent-declined'));
  });

  it('means no by いいえ, Enter at once, Esc and closing, and no key is made', async () => {
    const page = await visit('refusing');
    const ways: readonly ((window: FirefoxExtensionWindow) => Promise<unknown>)[] = [
      no,
      (window) => window.pressKey('Enter'),
      (window) => window.pressKey('Escape'),
      (window) => window.close(),
    ];
    for (const way of ways) expect(await pc.asking(page, makeKey(), way)).toMatchObject(refusal('consent-declined'));
    expect(keyNamesIn(pc.profile)).toEqual([]);
  });

  it('means no when the page that asked has gone', async () => {
    const page = await visit('refusing');
    void pc.carry(page, makeKey());
    await pc.windows.next();
    await page.close();
    await expect.poll(() => pc.windows.count()).toBe(0);
    expect(keyNamesIn(pc.profile)).toEqual([]);
  });

  it('by three times はい puts a key with its certificate into the profile, and the same running Firefox presents it', async () => {
    const page = await visit('mihon');
    const made = makeKey({ place: onPc });
    const ask = (asked: Asked) => pc.asking(page, asked, yes);
    const { certificate, asked, installed } = await obtainCertificate({ made, ca: pc.portals.ca, ask });
    // 1. Found through the store, with its key: a signature over the page's nonce.
    expect(installed.fingerprint).toBe(digestOf(certificate.raw));
    const signed = installedProofBytes(Buffer.from(asked.nonce, 'base64'));
    expect(verify('sha256', signed, certificate.publicKey, Buffer.from(installed.signature, 'base64'))).toBe(true);
    // 2. Others' tools see it, in this profile and not where Chromium would look.
    expect(keyNamesIn(pc.profile)).toEqual([`koshin ${made.renewal}`]);
    expect(nicknamesIn(pc.profile)).toContain('web-fb-certificate');
    expect(existsSync(join(pc.profile.home, '.pki'))).toBe(false);
    // 3. What really counts: a handshake, without a restart.
    expect(await presented('p1', 'web-fb-certificate')).toBe('web-fb-certificate');
  });

  it('for a fourth はい takes the earlier certificate out, which it names by its serial’s tail', async () => {
    const page = await visit('mihon');
    const ask = (asked: Asked) => pc.asking(page, asked, yes);
    const [old, next] = [
      await obtainCertificate({ made: makeKey({ place: onPc }), ca: pc.portals.ca, ask }),
      await obtainCertificate({ made: makeKey({ place: onPc }), ca: pc.portals.ca, ask }),
    ];
    const before = keyNamesIn(pc.profile).length;
    const oldSerialTail = old.certificate.serialNumber.slice(-4);
    const removal = { act: 'remove-old', place: onPc, fingerprint: old.installed.fingerprint, oldSerialTail } as const;
    const asked = { ...removal, proven: next.installed.fingerprint, consentSeconds: 120 };
    const removed = await pc.asking(page, asked, async (window) => {
      expect(await window.evaluate('document.body.innerText')).toContain(`末尾 ${oldSerialTail}`);
      await yes(window);
    });
    expect(removed).toEqual({ answer: 'removed' });
    expect(keyNamesIn(pc.profile)).toHaveLength(before - 1);
  });

  it('makes a key on the token after the PIN, which a window of its own asks for, and tries a wrong one once', async () => {
    const page = await visit('token');
    const said = await pc.ask(page, status);
    if (said.answer !== 'status' || said.host?.answer !== 'status') throw new Error(JSON.stringify(said));
    const place = { kind: 'token', serial: said.host.tokens.present[0]?.serial ?? '' } as const;
    const yesAndPin = (pin: string) => async (window: FirefoxExtensionWindow) => {
      await yes(window);
      const asking = await pc.windows.next();
      await asking.evaluate(`document.querySelector('input').value = ${JSON.stringify(pin)}`);
      await asking.press('確認する');
    };
    expect(await pc.asking(page, makeKey({ place }), yesAndPin(hsm.pin))).toMatchObject({ answer: 'key-made' });
    const wrong = await pc.asking(page, makeKey({ place }), yesAndPin('000000'));
    expect(wrong).toMatchObject(refusal('token-pin-wrong'));
    expect(hsm.tool(['--list-objects', '--type', 'privkey']).output.match(/Private Key Object/g)).toHaveLength(1);
  });
});
