import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStores } from '../../testing/memory-stores.ts';
import { AnsweringPerson, quiet } from '../testing/answering-person.ts';
import { makeKey, mihonSite, onToken, pageIn, sendRequest } from '../testing/portal-page.ts';
import { StandInBrowser } from '../testing/stand-in-browser.ts';

/** Questions of one renewal that follow each other come in one window; what may not be in it gets one of its own. */
let stores: MemoryStores;
let browser: StandInBrowser;
let person: AnsweringPerson;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: 1_800_000_000_000 });
  stores = new MemoryStores();
  browser = new StandInBrowser({ sites: [mihonSite], stores });
  person = new AnsweringPerson(browser);
});
afterEach(() => void vi.useRealTimers());

const ask = (request: unknown, tab = 7) => browser.say(request, pageIn(tab));
const shown = () => browser.windows.map(({ windowId }) => windowId);

/** はい to the key, whose window is kept. */
async function afterTheKey(): Promise<{ readonly keyDigest: string; readonly windowId: number; readonly url: URL }> {
  const asked = ask(makeKey());
  const { windowId, url } = await person.window();
  await person.presses('yes');
  return { keyDigest: Object(await asked).keyDigest, windowId, url };
}

describe('the window of a question that was answered by はい', () => {
  it('shows the next question of that page, under another nonce; いいえ to it ends the window', async () => {
    const { keyDigest, windowId, url } = await afterTheKey();
    const next = ask(sendRequest(keyDigest));
    const turned = await person.window();
    expect(turned.windowId).toBe(windowId);
    expect(turned.url.hash).not.toBe(url.hash);
    // What the page of the first question may still say is heard by nobody.
    const late = { nonce: url.hash.slice(1), say: 'yes' };
    expect(await browser.sayAsOwn(late, turned.tabId)).toBeNull();
    expect(await person.reads()).toMatchObject({ asked: { act: 'send-request' } });
    await person.presses('no');
    expect(await next).toMatchObject({ code: 'consent-declined' });
    expect(shown()).toEqual([]);
  });

  it('takes no はい to the next question sooner than any window does', async () => {
    const { keyDigest } = await afterTheKey();
    const next = ask(sendRequest(keyDigest));
    const { url, tabId } = await person.window();
    const say = (word: string) => browser.sayAsOwn({ nonce: url.hash.slice(1), say: word }, tabId);
    await say('show');
    vi.advanceTimersByTime(499);
    expect(await say('yes')).toBeNull();
    vi.advanceTimersByTime(1);
    expect(await say('yes')).toBe('heard');
    expect(await next).toMatchObject({ answer: 'request' });
  });

  it('is closed when nothing is asked within a second, and when its page goes', async () => {
    await afterTheKey();
    vi.advanceTimersByTime(999);
    await quiet();
    expect(shown()).toHaveLength(1);
    vi.advanceTimersByTime(1);
    await quiet();
    expect(shown()).toEqual([]);
    await afterTheKey();
    browser.tabUpdated.happen(7, { status: 'loading' });
    await quiet();
    expect(shown()).toEqual([]);
  });

  it('is none for the question of another tab, which gets its own', async () => {
    const { keyDigest, windowId } = await afterTheKey();
    const next = ask(sendRequest(keyDigest), 8);
    expect((await person.window()).windowId).not.toBe(windowId);
    await person.presses('no');
    await next;
  });

  it('that a person has closed meanwhile is no answer to the next question, which gets another', async () => {
    const { keyDigest, windowId } = await afterTheKey();
    browser.closeWindow(windowId);
    const next = ask(sendRequest(keyDigest));
    expect((await person.window()).windowId).not.toBe(windowId);
    await person.presses('yes');
    expect(await next).toMatchObject({ answer: 'request' });
  });

  it('is closed at once where nothing follows: はい to all, and an act that was not done', async () => {
    const all = ask(makeKey({ consents: 'all' }));
    await person.presses('yes');
    await all;
    expect(shown()).toEqual([]);
    stores.pcStore.failsAfter = { act: 'makeKey', error: new Error('the disk is slow') };
    const failed = ask(makeKey());
    await person.presses('yes');
    expect(await failed).toMatchObject({ code: 'unexpected' });
    expect(shown()).toEqual([]);
  });

  it('asks for the PIN in the same place, and goes on there', async () => {
    const asked = ask(makeKey({ place: onToken }));
    const { windowId } = await person.window();
    await person.presses('yes');
    expect(await person.reads()).toMatchObject({ kind: 'pin' });
    expect(shown()).toEqual([windowId]);
    await person.enters('123456');
    const next = ask(sendRequest(Object(await asked).keyDigest, { place: onToken }));
    expect((await person.window()).windowId).toBe(windowId);
    await person.presses('no');
    await next;
  });
});
