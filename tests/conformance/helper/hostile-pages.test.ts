import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HelperPc, press } from '../../testkit/helper/helper-pc.ts';
import { makeKey, newRenewal } from '../../testkit/helper/requests.ts';

/** What pages try that a person did not ask for anything. Each site of its own, as each may show ten windows. */
let pc: HelperPc;
beforeAll(async () => {
  pc = await HelperPc.start({ names: ['mihon', 'framing', 'reaching', 'flooding', 'covering', 'reusing'] });
});
afterAll(() => pc.remove());

const no = (window: Page) => press(window, 'いいえ');
const refusal = (code: string) => ({ answer: 'refused', code });
const status = { act: 'status', minimumVersion: '1.0.0' } as const;
const windowsOf = () => pc.context.pages().filter((page) => page.url().startsWith('chrome-extension:')).length;

/** The page of the question that is open: its address with the nonce, which only the browser's owner sees. */
async function consentAddress(page: Page): Promise<{ window: Page; address: string; answered: Promise<unknown> }> {
  const answered = pc.ask(page, makeKey());
  const window = await pc.window();
  return { window, address: window.url(), answered };
}

describe('a page of another site', () => {
  it('has no way to the extension at all', async () => {
    const page = await pc.context.newPage();
    await page.goto(pc.portals.stranger);
    expect(await pc.say(page, { protocol: 1, language: 'ja', ...status })).toBeNull();
    expect(windowsOf()).toBe(0);
  });

  it('that may be introduced, but was not, is told nothing of this PC and gets no window', async () => {
    const page = await pc.visit('unlisted');
    expect(await pc.ask(page, status)).toMatchObject({ site: 'undecided', host: null });
    for (const asked of [makeKey(), { act: 'find-keys', renewal: newRenewal() } as const]) {
      expect(await pc.ask(page, asked)).toMatchObject(refusal('helper-origin-refused'));
    }
    expect(windowsOf()).toBe(0);
  });

  it('may ask once the user has said so, under its own address and no bank’s name', async () => {
    const page = await pc.visit('unlisted');
    const introduced = await pc.asking(page, { act: 'introduce' }, async (window) => {
      expect(await window.locator('.url').innerText()).toBe(pc.portals.origin('unlisted'));
      expect(await window.locator('body').innerText()).not.toContain('見本信用金庫');
      await no(window);
    });
    expect(introduced).toMatchObject(refusal('consent-declined'));
    expect(await pc.ask(page, status)).toMatchObject({ site: 'undecided' });
    expect(await pc.asking(page, { act: 'introduce' }, (window) => press(window, 'はい'))).toEqual({
      answer: 'introduced',
    });
    expect(await pc.ask(page, status)).toMatchObject({ site: 'allowed-by-user', host: { answer: 'status' } });
  });
});

describe('a page of a listed site', () => {
  it('in a frame is nobody, also in one of its own site', async () => {
    const page = await pc.visit('framing', '/framed');
    const frame = page.frames()[1];
    if (frame === undefined) throw new Error('no frame');
    await frame.waitForLoadState();
    expect(await pc.ask(frame, status)).toMatchObject(refusal('helper-origin-refused'));
    expect(await pc.ask(frame, makeKey())).toMatchObject(refusal('helper-origin-refused'));
    expect(windowsOf()).toBe(0);
  });

  it.each([
    ['nothing', null],
    ['an older protocol', { protocol: 0, language: 'ja', ...status }],
    ['an act that there is not', { protocol: 1, language: 'ja', act: 'export-key' }],
    ['a name for itself', { protocol: 1, language: 'ja', ...makeKey(), bankName: '例示信用金庫' }],
    ['another site’s origin', { protocol: 1, language: 'ja', ...makeKey(), origin: 'https://reiji.example' }],
    ['a PIN', { protocol: 1, language: 'ja', ...makeKey(), pin: '123456' }],
    ['an endless question', { protocol: 1, language: 'ja', ...makeKey({ consentSeconds: 86_400 }) }],
    ['the word of the consent window', { nonce: '0'.repeat(32), say: 'yes' }],
    ['a megabyte', { protocol: 1, language: 'ja', ...status, padding: 'x'.repeat(1_000_000) }],
  ])('that says %s is malformed, and no window opens', async (_what, message) => {
    const page = await pc.visit('mihon');
    expect(await pc.say(page, message)).toMatchObject(refusal('request-malformed'));
    expect(windowsOf()).toBe(0);
  });

  it('that floods the extension gets one window, and a limit for what needs none', async () => {
    const page = await pc.visit('flooding');
    const all = Promise.all(Array.from({ length: 40 }, () => pc.ask(page, makeKey())));
    await no(await pc.window());
    const codes = (await all).map((answer) => (answer.answer === 'refused' ? answer.code : answer.answer));
    expect(codes.sort()).toEqual(['consent-declined', ...new Array(39).fill('helper-busy')].sort());
    expect(windowsOf()).toBe(0);
    const asked = await Promise.all(Array.from({ length: 70 }, () => pc.ask(page, status)));
    const limited = asked.filter((answer) => answer.answer === 'refused' && answer.code === 'rate-limited');
    expect(limited.length).toBeGreaterThanOrEqual(10);
  });

  it('cannot read, frame or script the window that asks', async () => {
    const page = await pc.visit('reaching');
    const { window, address, answered } = await consentAddress(page);
    const tried = await page.evaluate(`(async (address) => {
      const fetched = await fetch(address).then(() => 'read', () => 'refused');
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 500));
      let framed = 'refused';
      try { if (frame.contentDocument?.querySelector('button')) framed = 'read'; } catch {}
      const script = await import(address.replace(/consent\\.html.*/, 'consent.js')).then(() => 'read', () => 'refused');
      return [fetched, framed, script];
    })(${JSON.stringify(address)})`);
    expect(tried).toEqual(['refused', 'refused', 'refused']);
    expect(await window.evaluate('window.opener')).toBeNull();
    await no(window).catch(() => {});
    expect(await answered).toMatchObject(refusal('consent-declined'));
  });

  it('cannot answer by opening the window’s address again: its nonce is of one tab', async () => {
    const page = await pc.visit('reusing');
    const { window, address, answered } = await consentAddress(page);
    // Opened in another tab, as only a person could, it finds no question and closes itself.
    const copy = await pc.context.newPage();
    const closed = copy.waitForEvent('close');
    await copy.goto(address).catch(() => {});
    await closed;
    expect(window.isClosed()).toBe(false);
    await no(window);
    expect(await answered).toMatchObject(refusal('consent-declined'));
  });

  it('cannot have はい pressed in a window that nobody has seen yet', async () => {
    const page = await pc.visit('covering');
    const answered = pc.ask(page, makeKey());
    const window = await pc.window();
    // A double click meant for the page lands in the window that has just come up.
    await window.getByRole('button', { name: 'はい' }).dblclick({ delay: 20 });
    expect(window.isClosed()).toBe(false);
    await no(window);
    expect(await answered).toMatchObject(refusal('consent-declined'));
  });
});

describe('without a host', () => {
  it('a page hears that it is missing, and nobody is asked', async () => {
    const bare = await HelperPc.start({ names: ['mihon'], launcher: null });
    try {
      const page = await bare.visit('mihon');
      expect(await bare.ask(page, status)).toMatchObject({ host: refusal('helper-host-missing') });
      expect(await bare.ask(page, makeKey())).toMatchObject(refusal('helper-host-missing'));
    } finally {
      await bare.remove();
    }
  });
});
