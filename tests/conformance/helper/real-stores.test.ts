import { verify } from 'node:crypto';
import { installedProofBytes } from '@koshin/wire/helper/proof-bytes.ts';
import type { StorePlace } from '@koshin/wire/helper/values.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, HelperPc, press } from '../../testkit/helper/helper-pc.ts';
import { installedHost } from '../../testkit/helper/installed-host.ts';
import { obtainCertificate } from '../../testkit/helper/obtain-certificate.ts';
import { digestOf, makeKey, onPc } from '../../testkit/helper/requests.ts';
import { type SoftHsm, softHsm } from '../../testkit/hsm/soft-hsm.ts';
import { type AskingServer, askingServer } from '../../testkit/network/asking-server.ts';
import { nicknamesIn } from '../../testkit/nss.ts';

/** The real extension in a real Chromium, the real native host, the browser's own NSS store, and SoftHSM as the token. */
let pc: HelperPc;
let hsm: SoftHsm;
let presentation: AskingServer;
beforeAll(async () => {
  hsm = softHsm({ tokenLabel: 'koshin-usb' });
  pc = await HelperPc.start({
    names: ['mihon', 'reiji', 'again'],
    launcher: (home) =>
      installedHost(home, { ...hsm.environment, KOSHIN_HELPER_PKCS11_MODULE: hsm.module, XDG_STATE_HOME: home }),
  });
  const { ca } = pc.portals;
  presentation = await askingServer(ca.server('*.cert.localhost'), ca.certificate);
});
afterAll(async () => {
  await pc.remove();
  await presentation.close();
  hsm.remove();
});

const yes = (window: Page) => press(window, 'はい');

/** はい, and then the PIN in the window that follows. */
const yesAndPin = (pin: string) => async (window: Page) => {
  await yes(window);
  const asking = await pc.window();
  await asking.locator('input').fill(pin);
  await press(asking, '確認する');
};

function certified(page: Page, place: StorePlace, first: (window: Page) => Promise<unknown> = yes) {
  const ask = (asked: Asked) => pc.asking(page, asked, asked.act === 'make-key' ? first : yes);
  return obtainCertificate({ made: makeKey({ place }), ca: pc.portals.ca, ask });
}

/** What a presentation host sees of the certificate that Chromium chooses by itself, without a restart. */
async function presented(nonce: string): Promise<string> {
  const page = await pc.context.newPage();
  await page.goto(`https://${nonce}.cert.localhost:${presentation.port}/`);
  const seen = await page.locator('h1').innerText();
  await page.close();
  return seen;
}

async function tokenPlace(page: Page): Promise<StorePlace> {
  const status = await pc.ask(page, { act: 'status', minimumVersion: '0.1.0' });
  if (status.answer !== 'status' || status.host?.answer !== 'status') throw new Error(JSON.stringify(status));
  const [token] = status.host.tokens.present;
  return { kind: 'token', serial: token?.serial ?? '' };
}

describe('the helper with its real parts', () => {
  it('finds the browser’s store and the token', async () => {
    const page = await pc.visit('mihon');
    const status = await pc.ask(page, { act: 'status', minimumVersion: '0.1.0' });
    expect(status).toMatchObject({
      answer: 'status',
      site: 'listed',
      host: {
        answer: 'status',
        pc: { kind: 'nss', writable: true, protection: 'marked' },
        tokens: { moduleFound: true, present: [{ label: 'koshin-usb', pin: 'untouched' }] },
      },
    });
  });

  it('puts a key with its certificate into the store, and the same running browser presents it (R20, R21)', async () => {
    const page = await pc.visit('mihon');
    expect(await presented('p1')).toBe('none');
    const { certificate, asked, installed } = await certified(page, onPc);
    // 1. Found through the store, with its key: a signature over the page's nonce.
    expect(installed.fingerprint).toBe(digestOf(certificate.raw));
    const nonce = Buffer.from(asked.nonce, 'base64');
    const signature = Buffer.from(installed.signature, 'base64');
    expect(verify('sha256', installedProofBytes(nonce), certificate.publicKey, signature)).toBe(true);
    // 2. What really counts: a handshake on a fresh host, without a restart.
    expect(await presented('p2')).toBe('web-fb-certificate');
    expect(await presented('p1')).toBe('none');
    // 3. Others' tools see it too.
    expect(nicknamesIn(pc.profile)).toContain('web-fb-certificate');
  });

  it('goes on after the tab was closed: the key is found by its renewal', async () => {
    const page = await pc.visit('reiji');
    const made = makeKey({ place: onPc });
    const key = await pc.asking(page, made, yes);
    await page.close();
    const again = await pc.visit('reiji');
    expect(await pc.ask(again, { act: 'find-keys', renewal: made.renewal })).toEqual({
      answer: 'keys',
      keys: [{ place: onPc, keyDigest: Object(key).keyDigest, purpose: made.renewal, fingerprint: null }],
    });
  });

  it('removes the earlier certificate only while the proven one is there', async () => {
    const page = await pc.visit('again');
    const old = await certified(page, onPc);
    const proven = await certified(page, onPc);
    const removal = {
      act: 'remove-old',
      place: onPc,
      fingerprint: digestOf(old.certificate.raw),
      proven: 'f'.repeat(64),
      oldSerialTail: old.certificate.serialNumber.slice(-4),
      consentSeconds: 120,
    } as const;
    expect(await pc.asking(page, removal, yes)).toMatchObject({ answer: 'refused', code: 'not-found' });
    const allowed = { ...removal, proven: digestOf(proven.certificate.raw) };
    expect(await pc.asking(page, allowed, yes)).toEqual({ answer: 'removed' });
    const left = await pc.ask(page, { act: 'find-keys', renewal: old.made.renewal });
    expect(left).toEqual({ answer: 'keys', keys: [] });
    const kept = await pc.ask(page, { act: 'find-keys', renewal: proven.made.renewal });
    expect(kept).toMatchObject({ keys: [{ fingerprint: digestOf(proven.certificate.raw) }] });
  });

  it('makes and keeps a key on the token, its PIN asked once by the extension’s own window', async () => {
    const page = await pc.visit('mihon');
    const place = await tokenPlace(page);
    const { certificate, installed } = await certified(page, place, yesAndPin(hsm.pin));
    expect(installed).toMatchObject({ answer: 'installed', fingerprint: digestOf(certificate.raw) });
    const seen = hsm.tool(['--login', '--pin', hsm.pin, '--list-objects']);
    expect(seen.output).toMatch(/Private Key Object; EC/);
    expect(seen.output).toMatch(/never extractable/);
  });

  it('says that a PIN was wrong after one try, and that a token was taken out', async () => {
    const page = await pc.visit('reiji');
    const place = await tokenPlace(page);
    const made = makeKey({ place });
    expect(await pc.asking(page, made, yesAndPin('000000'))).toMatchObject({ code: 'token-pin-wrong' });
    hsm.pull();
    try {
      // Nobody is asked for what cannot be done.
      expect(await pc.ask(page, makeKey({ place }))).toMatchObject({ answer: 'refused', code: 'token-absent' });
    } finally {
      hsm.putBack();
    }
  });
});
