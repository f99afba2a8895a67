import { X509Certificate } from 'node:crypto';
import type { PageAnswer } from '@koshin/wire/helper/page-messages.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../testkit/axe.ts';
import { HelperPc, press, pressKey } from '../../testkit/helper/helper-pc.ts';
import { digestOf, install, makeKey, newRenewal, onToken, sendRequest } from '../../testkit/helper/requests.ts';
import { keepScreen } from '../../testkit/screenshots.ts';

/** Each site may show ten windows in ten minutes: tests that show some have a site of their own. */
const names = ['mihon', 'reiji', 'refusing', 'token', 'pins', 'granting', 'pictures', 'crashing', 'keyboard', 'often'];

let pc: HelperPc;
beforeAll(async () => {
  pc = await HelperPc.start({ names });
});
beforeEach(() => pc.host.behave({}));
afterAll(() => pc.remove());

const refusal = (code: string) => ({ answer: 'refused', code });
const yes = (window: Page) => press(window, 'はい');
const no = (window: Page) => press(window, 'いいえ');

function keyOf(answer: PageAnswer): string {
  if (answer.answer !== 'key-made') throw new Error(`no key: ${JSON.stringify(answer)}`);
  return answer.keyDigest;
}

function certificateFor(answer: PageAnswer): Uint8Array {
  if (answer.answer !== 'request') throw new Error(`no request: ${JSON.stringify(answer)}`);
  return new X509Certificate(pc.portals.ca.certify(Buffer.from(answer.csr, 'base64'))).raw;
}

/** A key with its certificate, each step after はい. */
async function renewed(page: Page, made = makeKey()) {
  const keyDigest = keyOf(await pc.asking(page, made, yes));
  const certificate = certificateFor(await pc.asking(page, sendRequest(made, keyDigest), yes));
  const installed = await pc.asking(page, install(made, keyDigest, certificate), yes);
  return { made, keyDigest, certificate, fingerprint: digestOf(certificate), installed };
}

describe('a listed site', () => {
  it('is told what is there, and no window opens', async () => {
    const page = await pc.visit('mihon');
    const before = pc.context.pages().length;
    expect(await pc.ask(page, { act: 'status', minimumVersion: '1.2.3' })).toMatchObject({
      answer: 'status',
      site: 'listed',
      host: { hostVersion: '1.2.3', pc: { kind: 'nss', writable: true }, tokens: { present: [{ serial: 'KT-0001' }] } },
    });
    expect(pc.context.pages()).toHaveLength(before);
  });

  it('hears which version is there and which is needed', async () => {
    const page = await pc.visit('mihon');
    const answer = await pc.ask(page, { act: 'status', minimumVersion: '1.3.0' });
    expect(answer).toMatchObject({ host: { code: 'helper-outdated', facts: { have: '1.2.3', need: '1.3.0' } } });
  });

  it('gets key, request and installed certificate for three times はい, and the old one removed for a fourth', async () => {
    const page = await pc.visit('mihon');
    const old = await renewed(page);
    expect(old.installed).toMatchObject({ answer: 'installed', fingerprint: old.fingerprint });
    expect(await pc.ask(page, { act: 'find-keys', renewal: old.made.renewal })).toMatchObject({
      keys: [{ keyDigest: old.keyDigest, fingerprint: old.fingerprint }],
    });
    const next = await renewed(page);
    const serial = Buffer.from(old.certificate).toString('hex');
    const { X509Certificate } = await import('node:crypto');
    const oldSerialTail = new X509Certificate(old.certificate).serialNumber.slice(-4);
    expect(serial.toUpperCase()).toContain(oldSerialTail);
    const removal = { act: 'remove-old', place: old.made.place, fingerprint: old.fingerprint } as const;
    const asked = { ...removal, proven: next.fingerprint, oldSerialTail, consentSeconds: 120 };
    const removed = await pc.asking(page, asked, async (window) => {
      expect(await window.locator('.act').innerText()).toContain(`末尾 ${oldSerialTail}`);
      await yes(window);
    });
    expect(removed).toEqual({ answer: 'removed' });
    expect(await pc.ask(page, { act: 'find-keys', renewal: old.made.renewal })).toEqual({ answer: 'keys', keys: [] });
  });

  it('cannot use a key that was made for another renewal', async () => {
    const page = await pc.visit('reiji');
    const made = makeKey();
    const keyDigest = keyOf(await pc.asking(page, made, yes));
    const other = sendRequest({ ...made, renewal: newRenewal() }, keyDigest);
    expect(await pc.asking(page, other, yes)).toMatchObject(refusal('not-found'));
  });
});

describe('no', () => {
  const consent = () => makeKey();

  it('is いいえ, Esc, and a closed window', async () => {
    const page = await pc.visit('refusing');
    const ways: ((window: Page) => Promise<unknown>)[] = [
      no,
      (window) => pressKey(window, 'Escape'),
      (window) => window.close(),
    ];
    for (const way of ways) expect(await pc.asking(page, consent(), way)).toMatchObject(refusal('consent-declined'));
  });

  it('is Enter at once: the focus is on いいえ', async () => {
    const page = await pc.visit('refusing');
    const answer = await pc.asking(page, consent(), (window) => pressKey(window, 'Enter'));
    expect(answer).toMatchObject(refusal('consent-declined'));
  });

  it('is no answer in time', async () => {
    const page = await pc.visit('refusing');
    const window = pc.context.waitForEvent('page');
    const answered = pc.ask(page, makeKey({ consentSeconds: 10 }));
    const closed = (await window).waitForEvent('close', { timeout: 20_000 });
    expect(await answered).toMatchObject(refusal('consent-timeout'));
    await closed;
  });

  it('is a page that has gone to another one, or whose tab was closed', async () => {
    const leaving: ((page: Page) => Promise<unknown>)[] = [
      (page) => page.goto(`${page.url()}next`),
      (page) => page.close(),
    ];
    for (const leave of leaving) {
      const page = await pc.visit('refusing');
      const answered = pc.ask(page, consent()).catch(() => 'nobody hears');
      const window = await pc.window();
      const closed = window.waitForEvent('close');
      await leave(page);
      await closed;
      expect(await answered).toBe('nobody hears');
    }
    expect(pc.host.log().at(-1)?.what).toBe('status');
  });

  it('is also a page that changes its address: the browser does not say whether it stayed', async () => {
    const page = await pc.visit('reiji');
    const answer = await pc.asking(page, consent(), async (window) => {
      const closed = window.waitForEvent('close');
      await page.evaluate("history.pushState({}, '', '/renewal')");
      await closed;
    });
    expect(answer).toMatchObject(refusal('consent-declined'));
  });

  it('does not come from a press right after the window appeared', async () => {
    const page = await pc.visit('refusing');
    const answer = await pc.asking(page, consent(), async (window) => {
      await window.getByRole('button', { name: 'はい' }).click();
      expect(window.isClosed()).toBe(false);
      await no(window);
    });
    expect(answer).toMatchObject(refusal('consent-declined'));
  });
});

describe('one question at a time', () => {
  it('over all tabs: another page hears helper-busy, and status is answered meanwhile', async () => {
    const [first, second] = [await pc.visit('reiji'), await pc.visit('mihon')];
    const answer = await pc.asking(first, makeKey(), async (window) => {
      expect(await pc.ask(second, makeKey())).toMatchObject(refusal('helper-busy'));
      expect(await pc.ask(second, { act: 'status', minimumVersion: '1.0.0' })).toMatchObject({ answer: 'status' });
      await yes(window);
    });
    expect(answer).toMatchObject({ answer: 'key-made' });
  });

  it('and ten in ten minutes: then the site hears when it may ask again', async () => {
    const page = await pc.visit('often');
    for (let i = 0; i < 10; i += 1) await pc.asking(page, makeKey(), (window) => pressKey(window, 'Escape'));
    const answer = await pc.ask(page, makeKey());
    if (answer.answer !== 'refused') throw new Error(answer.answer);
    const waits = Date.parse(String(answer.facts.retryAt)) - Date.now();
    expect([answer.code, waits > 0, waits <= 600_000]).toEqual(['rate-limited', true, true]);
  });
});

describe('はい to all', () => {
  it('is one window for key, request and installation, of this renewal in this tab alone', async () => {
    const page = await pc.visit('granting');
    const made = makeKey({ consents: 'all' });
    const keyDigest = keyOf(
      await pc.asking(page, made, async (window) => {
        expect(await window.locator('.act').innerText()).toBe(
          '鍵の作成、発行の申請、電子証明書の保存を続けて行います。',
        );
        expect(await window.locator('dt').last().innerText()).toBe('操作');
        await yes(window);
      }),
    );
    const certificate = certificateFor(await pc.ask(page, sendRequest(made, keyDigest)));
    expect(await pc.ask(page, install(made, keyDigest, certificate))).toMatchObject({ answer: 'installed' });
    const elsewhere = await pc.visit('granting');
    expect(await pc.asking(elsewhere, sendRequest(made, keyDigest), no)).toMatchObject(refusal('consent-declined'));
    const other = sendRequest({ ...made, renewal: newRenewal() }, keyDigest);
    expect(await pc.asking(page, other, no)).toMatchObject(refusal('consent-declined'));
  });
});

describe('the PIN', () => {
  const onUsb = (renewal = newRenewal()) => makeKey({ place: onToken, renewal, deviceChallenge: 'AAAA' });
  const enter = async (window: Page, pin: string) => {
    await window.getByLabel('専用USBのPIN').fill(pin);
    await press(window, '確認する');
  };

  it('is asked for in a window of its own, once for a renewal, and makes key and device’s proof', async () => {
    const page = await pc.visit('token');
    const made = onUsb();
    const answered = pc.ask(page, made);
    const consent = await pc.window();
    expect(await consent.locator('.act').innerText()).toContain('専用USB「Koshin USB」に作成します');
    await yes(consent);
    await enter(await pc.window(), '123456');
    const answer = await answered;
    expect(answer).toMatchObject({ answer: 'key-made', deviceSignature: expect.stringMatching(/^.{90,}/) });
    expect(await pc.asking(page, sendRequest(made, keyOf(answer)), yes)).toMatchObject({ answer: 'request' });
  });

  it('when wrong costs one try, is said so, and is not tried again', async () => {
    const page = await pc.visit('pins');
    const before = pc.host.log().at(-1)?.pins ?? 0;
    const answered = pc.ask(page, onUsb());
    await yes(await pc.window());
    await enter(await pc.window(), '000000');
    expect(await answered).toMatchObject({ code: 'token-pin-wrong', facts: { tries: 2 } });
    expect(pc.host.log().at(-1)?.pins).toBe(before + 1);
  });

  it('is not given by キャンセル, Esc, or a closed window', async () => {
    const page = await pc.visit('pins');
    const ways = [
      (window: Page) => press(window, 'キャンセル'),
      (window: Page) => pressKey(window, 'Escape'),
      (window: Page) => window.close(),
    ];
    for (const way of ways) {
      const answered = pc.ask(page, onUsb());
      await yes(await pc.window());
      await way(await pc.window());
      expect(await answered).toMatchObject(refusal('token-pin-cancelled'));
    }
  });

  it('is not asked for, nor any question, when the token is not there', async () => {
    pc.host.behave({ tokenPlugged: false });
    expect(await pc.ask(await pc.visit('pins'), onUsb())).toMatchObject(refusal('token-absent'));
  });
});

describe('the host', () => {
  it('killed midway is helper-not-responding, and the next request starts a new one', async () => {
    const page = await pc.visit('crashing');
    await pc.ask(page, { act: 'status', minimumVersion: '1.0.0' });
    const before = pc.host.pids().length;
    pc.host.behave({ hang: 'pc' });
    const answered = pc.ask(page, { act: 'find-keys', renewal: newRenewal() });
    await new Promise((resolve) => setTimeout(resolve, 300));
    process.kill(pc.host.pids().at(-1) ?? 0, 'SIGKILL');
    expect(await answered).toMatchObject(refusal('helper-not-responding'));
    pc.host.behave({});
    expect(await pc.ask(page, { act: 'status', minimumVersion: '1.0.0' })).toMatchObject({
      host: { answer: 'status' },
    });
    expect(pc.host.pids()).toHaveLength(before + 1);
  });

  it('that does not answer is given up after 15 s', async () => {
    const page = await pc.visit('crashing');
    pc.host.behave({ hang: 'status' });
    const started = Date.now();
    const answer = await pc.ask(page, { act: 'status', minimumVersion: '1.0.0' });
    expect(answer).toMatchObject({ host: refusal('helper-not-responding') });
    expect(Date.now() - started).toBeGreaterThanOrEqual(15_000);
  });
});

describe('the windows', () => {
  it('are done with the keyboard alone', async () => {
    const page = await pc.visit('keyboard');
    const answered = pc.ask(page, makeKey({ place: onToken }));
    const consent = await pc.window();
    await consent.waitForTimeout(600);
    await consent.keyboard.press('Shift+Tab');
    await pressKey(consent, 'Enter');
    const pin = await pc.window();
    await pin.keyboard.press('Enter');
    expect(await pin.getByRole('alert').innerText()).toBe('専用USBのPINを入力してください。');
    await pin.keyboard.type('123456');
    await pressKey(pin, 'Enter');
    expect(await answered).toMatchObject({ answer: 'key-made' });
  });

  it.each(['ja', 'en'] as const)('are accessible, fit, and say in %s what the portal’s own would', async (language) => {
    const page = await pc.visit('pictures');
    const [yesWord, noWord] = language === 'ja' ? ['はい', 'いいえ'] : ['Yes', 'No'];
    const look = async (window: Page, name: string) => {
      for (const width of [720, 390]) {
        await window.setViewportSize({ width, height: 660 });
        await keepScreen(window, { language, width, name });
        expect(await window.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
      await expectAccessible(window);
    };
    const answered = pc.ask(page, makeKey({ place: onToken }), language);
    const consent = await pc.window();
    await look(consent, 'helper.consent.make-key');
    expect(await consent.locator('.url').innerText()).toBe(pc.portals.origin('pictures'));
    await press(consent, yesWord);
    const pin = await pc.window();
    await look(pin, 'helper.pin.enter');
    await pressKey(pin, 'Escape');
    await answered;
    const all = pc.ask(page, makeKey({ consents: 'all' }), language);
    const window = await pc.window();
    await look(window, 'helper.consent.all');
    await press(window, noWord);
    expect(await all).toMatchObject(refusal('consent-declined'));
  });
});
