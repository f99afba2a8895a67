import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStores } from '../../testing/memory-stores.ts';
import { AnsweringPerson, quiet } from '../testing/answering-person.ts';
import { makeKey, mihon, mihonBank, mihonSite, onToken, pageIn, sendRequest, status } from '../testing/portal-page.ts';
import { StandInBrowser } from '../testing/stand-in-browser.ts';

/** The extension and the host as they are, with stores in memory: what a page asks, what a person is asked, what is done. */
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

const refusal = (code: string) => ({ answer: 'refused', code });
const ask = (request: unknown, tab = 7) => browser.say(request, pageIn(tab));

async function keyMade(made = makeKey()): Promise<string> {
  const asked = ask(made);
  await person.presses('yes');
  const answer = await asked;
  expect(answer).toMatchObject({ answer: 'key-made' });
  return Object(answer).keyDigest;
}

describe('status', () => {
  it('tells a listed site what is there, without a window', async () => {
    expect(await ask(status)).toMatchObject({
      answer: 'status',
      extensionVersion: '0.1.0',
      site: 'listed',
      host: { hostVersion: '1.2.3', pc: { writable: true }, tokens: { present: [{ serial: 'KT-0001' }] } },
    });
    expect(browser.windows).toEqual([]);
  });

  it('of a host that is too old is as good as none, and says both versions', async () => {
    expect(await ask({ ...status, minimumVersion: '1.10.0' })).toMatchObject({
      host: { code: 'helper-outdated', facts: { have: '1.2.3', need: '1.10.0' } },
    });
  });

  it('tells a site that nobody allowed nothing of this PC: no host is started', async () => {
    const stranger = pageIn(7, { origin: 'https://stranger.example' });
    expect(await browser.say(status, stranger)).toMatchObject({ site: 'undecided', host: null });
    expect(browser.hosts).toEqual([]);
    expect(await browser.say(makeKey(), stranger)).toMatchObject(refusal('helper-origin-refused'));
  });
});

describe('an act', () => {
  it('is done after はい, and the person is asked by the bank’s name of the list', async () => {
    const asked = ask(makeKey());
    expect(await person.reads()).toEqual({
      kind: 'consent',
      language: 'ja',
      origin: mihon,
      bank: mihonBank,
      asked: { act: 'make-key', place: { kind: 'pc' } },
    });
    expect(stores.pcStore.keys.size).toBe(0);
    await person.presses('yes');
    expect(await asked).toMatchObject({ answer: 'key-made' });
    expect(stores.pcStore.keys.size).toBe(1);
  });

  it('is not done after いいえ, after a closed window, and when nobody answers in time', async () => {
    const ways: (readonly [() => Promise<unknown>, string])[] = [
      [() => person.presses('no'), 'consent-declined'],
      [() => person.closes(), 'consent-declined'],
      [() => person.window().then(() => vi.advanceTimersByTime(120_000)), 'consent-timeout'],
    ];
    for (const [way, code] of ways) {
      const asked = ask(makeKey());
      await way();
      expect(await asked).toMatchObject(refusal(code));
    }
    expect([stores.pcStore.keys.size, browser.windows.length]).toEqual([0, 0]);
  });

  it('that cannot be done is refused before anybody is asked', async () => {
    stores.pcStore.writable = false;
    expect(await ask(makeKey())).toMatchObject(refusal('store-not-writable'));
    stores.hasPc = false;
    expect(await ask(makeKey())).toMatchObject(refusal('store-not-writable'));
    stores.token.tries = 0;
    expect(await ask(makeKey({ place: onToken }))).toMatchObject(refusal('token-pin-locked'));
    stores.token.plugged = false;
    expect(await ask(makeKey({ place: onToken }))).toMatchObject(refusal('token-absent'));
    stores.tokens = async () => ({ moduleName: 'opensc-pkcs11.so', moduleFound: false, present: [] });
    expect(await ask(makeKey({ place: onToken }))).toMatchObject({
      ...refusal('helper-module-missing'),
      facts: { moduleName: 'opensc-pkcs11.so' },
    });
    expect(browser.windows).toEqual([]);
  });

  it('waits for none before it: meanwhile another is busy, and status is told all the same', async () => {
    const first = ask(makeKey());
    await person.window();
    expect(await ask(makeKey(), 8)).toMatchObject(refusal('helper-busy'));
    expect(await ask(status, 8)).toMatchObject({ answer: 'status' });
    await person.presses('no');
    await first;
    expect(await keyMade()).toHaveLength(64);
  });

  it('may be asked for ten times in ten minutes, and then again when it was said', async () => {
    for (let i = 0; i < 10; i += 1) {
      const asked = ask(makeKey());
      await person.presses('no');
      await asked;
    }
    const limited = await ask(makeKey());
    expect(limited).toMatchObject(refusal('rate-limited'));
    vi.setSystemTime(Object(limited).facts.retryAt);
    expect(await keyMade()).toHaveLength(64);
  });
});

describe('はい to all', () => {
  it('has request and installation of that key done without a window, in that tab alone', async () => {
    const keyDigest = await keyMade(makeKey({ consents: 'all' }));
    expect(await ask(sendRequest(keyDigest))).toMatchObject({ answer: 'request' });
    const elsewhere = ask(sendRequest(keyDigest), 8);
    await person.presses('no');
    expect(await elsewhere).toMatchObject(refusal('consent-declined'));
  });

  it('is over after ten minutes', async () => {
    const keyDigest = await keyMade(makeKey({ consents: 'all' }));
    vi.setSystemTime(Date.now() + 10 * 60_000);
    const asked = ask(sendRequest(keyDigest));
    expect(await person.reads()).toMatchObject({ asked: { act: 'send-request' } });
    await person.presses('yes');
    expect(await asked).toMatchObject({ answer: 'request' });
  });

  it('is not given where no key was made', async () => {
    stores.pcStore.failsAfter = { act: 'makeKey', error: new Error('the disk is slow') };
    const asked = ask(makeKey({ consents: 'all' }));
    await person.presses('yes');
    expect(await asked).toMatchObject(refusal('unexpected'));
    const [keyDigest = ''] = stores.pcStore.keys.keys();
    const next = ask(sendRequest(keyDigest));
    await person.presses('no');
    expect(await next).toMatchObject(refusal('consent-declined'));
  });
});

describe('the PIN', () => {
  const onUsb = makeKey({ place: onToken });

  it('is asked for after はい, by the token’s name and how many tries are left', async () => {
    const asked = ask(onUsb);
    await person.presses('yes');
    expect(await person.reads()).toEqual({
      kind: 'pin',
      language: 'ja',
      origin: mihon,
      bank: mihonBank,
      tokenLabel: 'Koshin USB',
      triesLeft: 3,
    });
    await person.enters('123456');
    expect(await asked).toMatchObject({ answer: 'key-made' });
  });

  it('when wrong is not tried again, and is kept nowhere', async () => {
    const asked = ask(onUsb);
    await person.presses('yes');
    await person.enters('999999');
    expect(await asked).toMatchObject({ code: 'token-pin-wrong', facts: { tries: 2 } });
    expect(stores.token.pinsTried).toBe(1);
    const kept = JSON.stringify([[...browser.local.values], [...browser.session.values]]);
    expect(kept).not.toContain('999999');
  });

  it('that is not given is no key, whichever way the window ends', async () => {
    for (const way of [() => person.presses('no'), () => person.closes()]) {
      const asked = ask(onUsb);
      await person.presses('yes');
      await way();
      expect(await asked).toMatchObject(refusal('token-pin-cancelled'));
    }
    expect([stores.token.keys.size, stores.token.pinsTried]).toEqual([0, 0]);
  });

  it('is not answered by はい, nor the consent by a PIN', async () => {
    const asked = ask(onUsb);
    await person.enters('123456');
    expect(stores.token.pinsTried).toBe(0);
    await person.presses('yes');
    await person.presses('yes');
    expect(stores.token.pinsTried).toBe(0);
    await person.enters('123456');
    expect(await asked).toMatchObject({ answer: 'key-made' });
  });
});

describe('an introduction', () => {
  const introduce = { protocol: 1, language: 'en', act: 'introduce' };
  const stranger = pageIn(7, { origin: 'https://stranger.example' });

  it('asks by the site’s address alone, and はい lasts', async () => {
    const asked = browser.say(introduce, stranger);
    expect(await person.reads()).toMatchObject({ origin: 'https://stranger.example', bank: null, language: 'en' });
    await person.presses('yes');
    expect(await asked).toEqual({ answer: 'introduced' });
    expect(await browser.say(status, stranger)).toMatchObject({ site: 'allowed-by-user', host: { answer: 'status' } });
  });

  it('of a site that is known asks nobody, and いいえ leaves it unknown', async () => {
    expect(await ask(introduce)).toEqual({ answer: 'introduced' });
    const asked = browser.say(introduce, stranger);
    await person.presses('no');
    expect(await asked).toMatchObject(refusal('consent-declined'));
    expect(await browser.say(status, stranger)).toMatchObject({ site: 'undecided' });
    await quiet();
    expect(browser.windows).toEqual([]);
  });
});
