import { X509Certificate } from 'node:crypto';
import type { PageAnswer } from '@koshin/wire/helper/page-messages.ts';
import type { StorePlace } from '@koshin/wire/helper/values.ts';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HelperFirefox, isOpen, pressInFirefox } from '../../testkit/helper/helper-firefox.ts';
import { installedHost } from '../../testkit/helper/installed-host.ts';
import { digestOf, install, makeKey, onPc, sendRequest } from '../../testkit/helper/requests.ts';
import { type SoftHsm, softHsm } from '../../testkit/hsm/soft-hsm.ts';
import { nicknamesIn } from '../../testkit/nss.ts';

/** The real extension in a real Firefox, the real native host, the profile's own NSS store, and SoftHSM as the token. */
let pc: HelperFirefox;
let hsm: SoftHsm;
beforeAll(async () => {
  hsm = softHsm({ tokenLabel: 'koshin-usb' });
  pc = await HelperFirefox.start({
    // Each site may show ten windows in ten minutes.
    names: ['mihon', 'token', 'reiji', 'framing'],
    launcher: (home) =>
      installedHost(home, { ...hsm.environment, KOSHIN_HELPER_PKCS11_MODULE: hsm.module, XDG_STATE_HOME: home }),
  });
});
afterAll(async () => {
  await pc.remove();
  hsm.remove();
});

const refusal = (code: string) => ({ answer: 'refused', code });
const status = { act: 'status', minimumVersion: '0.1.0' } as const;
const yes = (window: Page) => pressInFirefox(window, 'はい');

async function enter(pin: string): Promise<void> {
  const window = await pc.window();
  // The field has the focus.
  await window.keyboard.type(pin);
  await pressInFirefox(window, '確認する');
}

const yesAndPin = (pin: string) => async (window: Page) => {
  await yes(window);
  await enter(pin);
};

function certificateFor(answer: PageAnswer): X509Certificate {
  if (answer.answer !== 'request') throw new Error(`no request: ${JSON.stringify(answer)}`);
  return new X509Certificate(pc.portals.ca.certify(Buffer.from(answer.csr, 'base64'), 2));
}

/** A key with its certificate, each step after はい. */
async function renewed(page: Page, place: StorePlace, first: (window: Page) => Promise<unknown> = yes) {
  const made = makeKey({ place });
  const key = await pc.asking(page, made, first);
  if (key.answer !== 'key-made') throw new Error(`no key: ${JSON.stringify(key)}`);
  const certificate = certificateFor(await pc.asking(page, sendRequest(made, key.keyDigest), yes));
  const installed = await pc.asking(page, install(made, key.keyDigest, certificate.raw), yes);
  return { installed, fingerprint: digestOf(certificate.raw), certificate };
}

async function tokenPlace(page: Page): Promise<StorePlace> {
  const said = await pc.ask(page, status);
  if (said.answer !== 'status' || said.host?.answer !== 'status') throw new Error(JSON.stringify(said));
  return { kind: 'token', serial: said.host.tokens.present[0]?.serial ?? '' };
}

describe('the helper in Firefox', () => {
  it('finds the profile’s own store and the token', async () => {
    expect(await pc.ask(await pc.visit('mihon'), status)).toMatchObject({
      site: 'listed',
      host: {
        pc: { kind: 'nss', writable: true },
        tokens: { moduleFound: true, present: [{ label: 'koshin-usb', pin: 'untouched' }] },
      },
    });
  });

  it('puts a key with its certificate into that store for three times はい, and the earlier one out for a fourth', async () => {
    const page = await pc.visit('mihon');
    const old = await renewed(page, onPc);
    expect(old.installed).toMatchObject({ answer: 'installed', fingerprint: old.fingerprint });
    expect(nicknamesIn(pc.profile)).toContain('web-fb-certificate');
    const next = await renewed(page, onPc);
    const oldSerialTail = old.certificate.serialNumber.slice(-4);
    const removal = { act: 'remove-old', place: onPc, fingerprint: old.fingerprint, oldSerialTail } as const;
    const asked = { ...removal, proven: next.fingerprint, consentSeconds: 120 };
    const removed = await pc.asking(page, asked, async (window) => {
      expect(await window.$eval('.act', ({ textContent }) => textContent)).toContain(`末尾 ${oldSerialTail}`);
      await yes(window);
    });
    expect(removed).toEqual({ answer: 'removed' });
    expect(nicknamesIn(pc.profile).filter((name) => name.startsWith('web-fb-certificate'))).toHaveLength(1);
  });

  it('makes a key on the token after the PIN, which its own window asks for', async () => {
    const page = await pc.visit('token');
    const place = await tokenPlace(page);
    const { installed, fingerprint } = await renewed(page, place, yesAndPin(hsm.pin));
    expect(installed).toMatchObject({ answer: 'installed', fingerprint });
    const wrong = await pc.asking(page, makeKey({ place }), yesAndPin('000000'));
    expect(wrong).toMatchObject(refusal('token-pin-wrong'));
  });

  it('takes Esc, Enter at once, a closed window and a page that goes for いいえ', async () => {
    const page = await pc.visit('reiji');
    const ways: readonly ((window: Page) => Promise<unknown>)[] = [
      (window) => window.keyboard.press('Escape').catch(() => {}),
      (window) => window.keyboard.press('Enter').catch(() => {}),
      (window) => window.close(),
    ];
    for (const way of ways) expect(await pc.asking(page, makeKey(), way)).toMatchObject(refusal('consent-declined'));
    void pc.ask(page, makeKey()).catch(() => {});
    const window = await pc.window();
    await page.goto(`${page.url()}next`);
    await expect.poll(() => isOpen(window)).toBe(false);
  });

  it('has nobody ask from a frame, and nobody at all on other sites', async () => {
    const page = await pc.visit('framing', '/framed');
    const frame = page.frames().find((one) => one !== page.mainFrame()) ?? expect.fail('no frame');
    const message = { protocol: 1, language: 'ja', ...status };
    expect(await pc.say(frame, message)).toBeNull();
    const elsewhere = await pc.firefox.browser.newPage();
    await elsewhere.goto(pc.portals.stranger);
    expect(await pc.say(elsewhere, message)).toBeNull();
    expect(await pc.say(page, { ...message, protocol: 0 })).toMatchObject(refusal('request-malformed'));
  });
});
