import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../testing/browser.ts';
import type { KeptKey } from './kept-key.ts';

let folder: string;
let server: Server;
let origin: string;
let browser: Browser;
let page: Page;

declare global {
  interface Window {
    readonly koshin: typeof import('./key-cupboard.ts') & typeof import('./trials.ts');
  }
}

const emptyPage = `<!doctype html><title>empty</title><script type="module">
  import * as cupboard from '/cupboard.js';
  import * as trials from '/trials.js';
  window.koshin = { ...cupboard, ...trials };
</script>`;

/** An empty page that has the cupboard and the trials as modules. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'koshin-cupboard-'));
  const entry = {
    cupboard: join(import.meta.dirname, 'key-cupboard.ts'),
    trials: join(import.meta.dirname, 'trials.ts'),
  };
  await build({
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder, lib: { entry, formats: ['es'], fileName: (_, name) => `${name}.js` } },
  });
  server = createServer((request, response) => {
    const isModule = request.url?.endsWith('.js') ?? false;
    response.writeHead(200, { 'content-type': isModule ? 'text/javascript' : 'text/html' });
    if (isModule) readFile(join(folder, request.url ?? '')).then((code) => response.end(code));
    else response.end(emptyPage);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(origin);
});
afterEach(() => page.context().close());

/** Keys as they cross into the page: octets as numbers. */
type Sent = Omit<KeptKey, 'encryptedKey' | 'csr'>;
const key = (digest: string, changes: Partial<Sent> = {}): Sent => ({
  renewalId: 'one',
  keyDigest: digest,
  createdAt: '2026-12-10T01:00:00.000Z',
  ...changes,
});

type Act =
  | { readonly put: Sent }
  | { readonly saved: string }
  | { readonly forget: string }
  | { readonly before: string };

/** Runs these acts on the cupboard of the page, in order, and tells what it then holds of renewal `one`. */
function on(...acts: readonly Act[]) {
  return page.evaluate(async (todo) => {
    const cupboard = window.koshin.keyCupboard();
    const octets = { encryptedKey: Uint8Array.of(1, 2, 3), csr: Uint8Array.of(4) };
    for (const act of todo) {
      if ('put' in act) await cupboard.put({ ...act.put, ...octets });
      if ('saved' in act) await cupboard.noteSaved({ renewalId: 'one', keyDigest: act.saved, fileName: 'x.p12' });
      if ('forget' in act) await cupboard.forgetRenewal(act.forget);
      if ('before' in act) await cupboard.forgetBefore(act.before);
    }
    const held = await cupboard.ofRenewal('one');
    return held.map(({ keyDigest, fileName, encryptedKey, csr }) => ({
      keyDigest,
      fileName,
      octets: [...encryptedKey, ...csr],
    }));
  }, acts);
}

describe('the key cupboard', { timeout: 30_000 }, () => {
  it('gives back what was put in, also to the next page', async () => {
    await on({ put: key('a') });
    await page.reload();
    expect(await on()).toEqual([{ keyDigest: 'a', octets: [1, 2, 3, 4] }]);
  });

  it('keeps several keys of a renewal, the newest first, and those of others apart', async () => {
    const held = await on(
      { put: key('older') },
      { put: key('newer', { createdAt: '2026-12-10T02:00:00.000Z' }) },
      { put: key('other', { renewalId: 'two' }) },
      { put: key('longer', { renewalId: 'one more' }) },
    );
    expect(held.map(({ keyDigest }) => keyDigest)).toEqual(['newer', 'older']);
  });

  it('notes the saved file of a key it has, and of no other', async () => {
    const held = await on({ put: key('a') }, { saved: 'a' }, { saved: 'b' });
    expect(held).toEqual([{ keyDigest: 'a', fileName: 'x.p12', octets: [1, 2, 3, 4] }]);
  });

  it('throws away a renewal, and what is older than an instant', async () => {
    expect(await on({ put: key('a') }, { forget: 'one' })).toEqual([]);
    const held = await on(
      { put: key('old') },
      { put: key('new', { createdAt: '2026-12-11T00:00:00.000Z' }) },
      { before: '2026-12-11T00:00:00.000Z' },
    );
    expect(held.map(({ keyDigest }) => keyDigest)).toEqual(['new']);
  });

  it('asks for durability on the disk in every writing transaction', async () => {
    const asked = await page.evaluate(async (given) => {
      const durabilities: unknown[] = [];
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (names, mode, options) {
        if (mode === 'readwrite') durabilities.push(options?.durability);
        return transaction.call(this, names, mode, options);
      };
      const cupboard = window.koshin.keyCupboard();
      await cupboard.put({ ...given, encryptedKey: new Uint8Array(), csr: new Uint8Array() });
      await cupboard.noteSaved({ renewalId: 'one', keyDigest: 'a', fileName: 'x.p12' });
      await cupboard.forgetRenewal('one');
      return durabilities;
    }, key('a'));
    expect(asked).toEqual(['strict', 'strict', 'strict']);
  });

  it("goes on after the customer has cleared the browser's storage", async () => {
    await on({ put: key('a') });
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          indexedDB.deleteDatabase('koshin-keys').onsuccess = resolve;
        }),
    );
    expect((await on({ put: key('b') })).map(({ keyDigest }) => keyDigest)).toEqual(['b']);
  });

  it('rejects, with nothing changed, when the browser does not write', async () => {
    const said = await page.evaluate(async (given) => {
      const cupboard = window.koshin.keyCupboard();
      IDBObjectStore.prototype.put = function () {
        const request = this.get('a');
        request.transaction?.abort();
        return request;
      };
      const put = cupboard.put({ ...given, encryptedKey: new Uint8Array(), csr: new Uint8Array() });
      return put.then(
        () => 'kept',
        (error: unknown) => (error instanceof DOMException ? error.name : 'another error'),
      );
    }, key('a'));
    expect(said).toBe('AbortError');
    expect(await on()).toEqual([]);
  });
});

describe('the trials of the browser', { timeout: 30_000 }, () => {
  const triedKeys = () => page.evaluate(() => window.koshin.canMakeKeys());
  const triedStorage = () => page.evaluate(() => window.koshin.tryStorage());

  it('find a current browser able, and its storage writable', async () => {
    expect([await triedKeys(), await triedStorage()]).toEqual([true, 'writable']);
  });

  it('find storage that refuses, and storage that is missing', async () => {
    await page.evaluate(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('refused', 'SecurityError');
      };
    });
    expect(await triedStorage()).toBe('refused');
    await page.evaluate(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
    expect(await triedStorage()).toBe('missing');
  });

  it('find a browser unable whose WebCrypto has no elliptic curves', async () => {
    await page.evaluate(() => {
      Object.defineProperty(SubtleCrypto.prototype, 'generateKey', {
        value: () => Promise.reject(new DOMException('no', 'NotSupportedError')),
      });
    });
    expect(await triedKeys()).toBe(false);
  });
});
