import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStores } from '../../testing/memory-stores.ts';
import { AnsweringPerson, quiet } from '../testing/answering-person.ts';
import { makeKey, mihonSite, pageIn, status } from '../testing/portal-page.ts';
import { StandInBrowser } from '../testing/stand-in-browser.ts';

let stores: MemoryStores;
let browser: StandInBrowser;
let person: AnsweringPerson;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  stores = new MemoryStores();
  browser = new StandInBrowser({ sites: [mihonSite], stores });
  person = new AnsweringPerson(browser);
});
afterEach(() => void vi.useRealTimers());

const refusal = (code: string) => ({ answer: 'refused', code });

describe('a message from a page', () => {
  it.each([
    ['of a frame', pageIn(7, { frameId: 2 })],
    ['of a page that nobody sees yet', pageIn(7, { documentLifecycle: 'prerender' })],
    ['of a sandbox', pageIn(7, { origin: 'null' })],
    ['of no page', {}],
  ])('%s is refused whatever it says', async (_what, sender) => {
    for (const said of [status, makeKey(), 'rubbish']) {
      expect(await browser.say(said, sender)).toEqual({ ...refusal('helper-origin-refused'), facts: {} });
    }
    expect([browser.windows, browser.hosts]).toEqual([[], []]);
  });

  it.each([
    [null],
    [undefined],
    ['status'],
    [{ ...status, protocol: 2 }],
    [{ ...status, origin: 'https://a.example' }],
  ])('%j is malformed', async (said) => {
    expect(await browser.say(said, pageIn(7))).toEqual({ ...refusal('request-malformed'), facts: {} });
  });

  it('about which a defect comes up is answered all the same, and so is the next one', async () => {
    browser.opensWindows = false;
    expect(await browser.say(makeKey(), pageIn(7))).toMatchObject(refusal('unexpected'));
    browser.opensWindows = true;
    const asked = browser.say(makeKey(), pageIn(7));
    await person.presses('yes');
    expect(await asked).toMatchObject({ answer: 'key-made' });
  });
});

describe('a page that asks and is gone', () => {
  it.each<[string, (of: StandInBrowser) => unknown, boolean]>([
    ['its tab was closed', (of) => of.tabRemoved.happen(7), true],
    ['its tab loads another page', (of) => of.tabUpdated.happen(7, { status: 'loading' }), true],
    ['a page loaded ahead took its place', (of) => of.tabReplaced.happen(9, 7), true],
    ['another tab was closed', (of) => of.tabRemoved.happen(8), false],
    ['its tab has loaded', (of) => of.tabUpdated.happen(7, { status: 'complete' }), false],
    ['its title changed', (of) => of.tabUpdated.happen(7, {}), false],
    ['it took the place of another', (of) => of.tabReplaced.happen(7, 6), false],
    ['another window was closed', (of) => of.windowRemoved.happen(1), false],
  ])('(%s) has its window closed: %s', async (_what, happens, gone) => {
    const asked = browser.say(makeKey(), pageIn(7));
    await person.window();
    happens(browser);
    await quiet();
    expect(browser.windows).toHaveLength(gone ? 0 : 1);
    if (!gone) await person.presses('no');
    expect(await asked).toMatchObject(refusal('consent-declined'));
    expect(stores.pcStore.keys.size).toBe(0);
  });
});

describe('the window that asks', () => {
  const open = async () => {
    const asked = browser.say(makeKey(), pageIn(7));
    const { url, tabId } = await person.window();
    await person.reads();
    vi.advanceTimersByTime(600);
    return { asked, tabId, nonce: url.hash.slice(1) };
  };

  it('is a page of the extension’s own, with a nonce of 128 bits, another one each time', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 3; i += 1) {
      const asked = browser.say(makeKey(), pageIn(7));
      const { url } = await person.window();
      expect(url.href).toMatch(/^chrome-extension:\/\/[a-p]{32}\/consent\.html\?([0-9a-f]{32})#\1$/);
      nonces.add(url.hash);
      await person.presses('no');
      await asked;
    }
    expect(nonces.size).toBe(3);
  });

  it('is found also where the browser tells of it before its tab', async () => {
    browser.tellsTabs = false;
    const asked = browser.say(makeKey(), pageIn(7));
    await person.presses('yes');
    expect(await asked).toMatchObject({ answer: 'key-made' });
  });

  it('alone can answer: not another tab, another nonce, a frame, a page’s script or another extension', async () => {
    const { asked, tabId, nonce } = await open();
    const yes = { nonce, say: 'yes' };
    expect(await browser.sayAsOwn(yes, tabId + 1)).toBeNull();
    expect(await browser.sayAsOwn({ ...yes, nonce: '0'.repeat(32) }, tabId)).toBeNull();
    for (const other of [{ frameId: 1 }, { origin: 'https://mihon.portal.example' }, { id: 'other' }]) {
      expect(await browser.sayAsOwn(yes, tabId, other)).toBeUndefined();
    }
    // Pages have another way in, which knows no such word.
    expect(await browser.say(yes, pageIn(tabId))).toMatchObject(refusal('request-malformed'));
    expect(browser.windows).toHaveLength(1);
    expect(await browser.sayAsOwn(yes, tabId)).toBe('heard');
    expect(await asked).toMatchObject({ answer: 'key-made' });
  });

  it.each([
    [{ say: 'yes', pin: '123456' }],
    [{ say: 'pin', pin: '' }],
    [{ say: 'pin', pin: '1'.repeat(65) }],
    [{ say: 'maybe' }],
    [{}],
  ])('is not heard with %j', async (word) => {
    const { asked, tabId, nonce } = await open();
    expect(await browser.sayAsOwn({ nonce, ...word }, tabId)).toBeUndefined();
    await person.presses('no');
    await asked;
  });

  it('has nothing to say any more once it was answered', async () => {
    const { asked, tabId, nonce } = await open();
    await person.presses('no');
    await asked;
    for (const say of ['show', 'wait', 'yes', 'no']) expect(await browser.sayAsOwn({ nonce, say }, tabId)).toBeNull();
  });

  it('that is not yet read for half a second says はい to nothing', async () => {
    const asked = browser.say(makeKey(), pageIn(7));
    const { url, tabId } = await person.window();
    const say = (word: string) => browser.sayAsOwn({ nonce: url.hash.slice(1), say: word }, tabId);
    expect(await say('yes')).toBeNull();
    await say('show');
    vi.advanceTimersByTime(499);
    expect(await say('yes')).toBeNull();
    // Asked again for what it shows, as by a page that is drawn anew, it has not to be read anew.
    await say('show');
    vi.advanceTimersByTime(1);
    expect(await say('yes')).toBe('heard');
    expect(await asked).toMatchObject({ answer: 'key-made' });
  });
});
