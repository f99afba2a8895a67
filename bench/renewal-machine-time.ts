/**
 * Machine time of a renewal, from 「更新」 to the proof, in a real Chromium against the running service (R29; reach: at
 * most 1.5 s without helper; 1.0 s with it, by the real extension and native host, in the NSS store or on SoftHSM as the
 * token). What a person does in between (the file's password, the PIN, the dialogs, saving, the import) does not count:
 * each stretch is measured from the press that begins it to the screen that waits for the next one.
 *
 *   node bench/renewal-machine-time.ts [renewals] [--helper | --token]
 */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { extensionId } from '../tests/testkit/helper/helper-in-profile.ts';
import { Customer } from '../tests/testkit/journeys/customer.ts';
import { Demo } from '../tests/testkit/journeys/demo.ts';
import { chosenPassword } from '../tests/testkit/journeys/renewal-window.ts';
import { TokenAtHand } from '../tests/testkit/journeys/token-at-hand.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { helper: { type: 'boolean', default: false }, token: { type: 'boolean', default: false } },
});
const byHelper = values.helper || values.token;
const wanted = Number(positionals[0] ?? 4);
const reach = byHelper ? 1000 : 1500;
const bank = values.token ? 'reiji' : 'mihon';

const demo = await Demo.start({}, byHelper ? { KOSHIN_HELPER_EXTENSION_ID: extensionId } : {});
const measured: Record<string, number>[] = [];
for (const loginId of (await renewable()).slice(0, wanted)) measured.push(await renew(loginId));
await demo.remove();
report(measured);

/** Login IDs with one certificate, whose renewal has begun by its date and by nobody. */
async function renewable(): Promise<readonly string[]> {
  const today = new Date().toISOString().slice(0, 10);
  const inWindow = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const accounts = (await demo.accounts()).filter((account) => account.bank === bank);
  const isAlone = (loginId: string) => accounts.filter((other) => other.loginId === loginId).length === 1;
  return accounts
    .filter(({ state, expiryDate }) => state === 'active' && expiryDate && expiryDate > today && expiryDate <= inWindow)
    .map(({ loginId }) => loginId)
    .filter(isAlone);
}

async function renew(loginId: string): Promise<Record<string, number>> {
  const token = values.token ? TokenAtHand.prepare() : null;
  await token?.giveTo(demo, { bank, loginId });
  const helper = { host: true, ...(token && { token }) };
  const customer = await Customer.sitDown(demo, loginId, byHelper ? { helper } : {});
  try {
    const { page } = await customer.beginRenewal();
    if (byHelper) return await throughTheHelper(page, customer, token);
    return await throughTheWindow(page, customer);
  } finally {
    await customer.leave();
    token?.remove();
  }
}

/** Each of the helper's windows counts until it can be read, and again from はい on. */
async function throughTheHelper(
  window: Page,
  customer: Customer,
  token: TokenAtHand | null,
): Promise<Record<string, number>> {
  const stretches: Record<string, number> = {};
  const stretch = async <T>(name: string, { page, button }: Press, until: Promise<T>): Promise<T> => {
    await page.getByRole('button', { name: button, exact: true }).hover();
    const began = performance.now();
    const ended = until.then(() => performance.now());
    await pressHere(page);
    stretches[name] = (await ended) - began;
    return until;
  };
  const yes = async (page: Page): Promise<Press> => {
    await page.waitForTimeout(700);
    return { page, button: 'はい' };
  };
  const next = () => customer.helperAsks();
  await drawn(window, '更新');
  if (token !== null) {
    await stretch('更新', { page: window, button: '更新' }, drawn(window, '電子証明書の保存先'));
    const first = await stretch('専用USBに保存する', { page: window, button: '専用USBに保存する' }, next());
    const asking = await stretch('はい: key', await yes(first), next());
    await asking.locator('input').fill(token.pin);
    const second = await stretch('PIN: key', { page: asking, button: '確認する' }, next());
    return installed(second);
  }
  const first = await stretch('更新', { page: window, button: '更新' }, next());
  return installed(await stretch('はい: key', await yes(first), next()));

  async function installed(second: Page) {
    const third = await stretch('はい: request and certificate', await yes(second), next());
    const done = drawn(window, '電子証明書のインストールが完了しました');
    await stretch('はい: installation and proof', await yes(third), done);
    return stretches;
  }
}

async function throughTheWindow(window: Page, customer: Customer): Promise<Record<string, number>> {
  const press = (name: string) => window.getByRole('button', { name, exact: true }).click();
  const shown = (words: string) => drawn(window, words);
  const stretches: Record<string, number> = {};
  const stretch = async (button: string, until: () => Promise<unknown>, name = button) => {
    await window.getByRole('button', { name: button, exact: true }).hover();
    const began = performance.now();
    const ended = until().then(() => performance.now());
    await pressHere(window);
    stretches[name] = (await ended) - began;
  };
  /** The least that a person takes before a press: dialogs take no answer sooner, a page of text takes reading. */
  const considered = () => window.waitForTimeout(700);
  const read = () => window.waitForTimeout(1500);

  await shown('更新');
  await stretch('更新', () => shown('次へ進む'));
  await window.locator('input[type=password]').nth(0).fill(chosenPassword);
  await window.locator('input[type=password]').nth(1).fill(chosenPassword);
  await press('次へ進む');
  await shown('操作（1／3）');
  await considered();
  await stretch('はい', () => shown('操作（2／3）'), 'はい: key');
  await considered();
  await stretch('はい', () => shown('ファイルを保存する'), 'はい: request');
  await read();
  const file = join(customer.downloads, 'new.p12');
  await stretch('ファイルを保存する', async () => (await window.waitForEvent('download')).saveAs(file));
  await press('保存したので次へ進む');
  await shown('操作（3／3）');
  await considered();
  await stretch('はい', () => shown('確認する'), 'はい: import');
  customer.register(file);
  await stretch('確認する', () => shown('電子証明書のインストールが完了しました'), '確認する: proof');
  return stretches;
}

/** Where and what a person presses. */
interface Press {
  readonly page: Page;
  readonly button: string;
}

/** Presses what the pointer is on already: to bring it there, over a button that has come to rest, is a person's time. */
async function pressHere({ mouse }: Page): Promise<void> {
  // The window that is answered closes, at times before its press is told to have been done.
  await mouse.down().catch(() => {});
  await mouse.up().catch(() => {});
}

/** The part of a page's globals that `drawn` reads. */
interface PageGlobals {
  readonly document: { querySelectorAll(selector: string): Iterable<{ readonly textContent: string | null }> };
}

/** Looks in the page at every frame: a locator that waits looks only twice in a second. */
function drawn(window: Page, words: string): Promise<unknown> {
  const stand = (said: string) => {
    const { document } = globalThis as unknown as PageGlobals;
    return [...document.querySelectorAll('h1, h2, dt, button')].some((one) => one.textContent?.trim() === said);
  };
  return window.waitForFunction(stand, words, { polling: 'raf' });
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(all: readonly Record<string, number>[]): void {
  const names = Object.keys(all[0] ?? {});
  for (const name of names) console.log(`${name}: ${Math.round(median(all.map((one) => one[name] ?? 0)))} ms`);
  const totals = all.map((one) => Object.values(one).reduce((sum, part) => sum + part, 0));
  const total = Math.round(median(totals));
  console.log(`from 更新 to proof, confirmations excluded: ${total} ms (median of ${all.length}); reach ${reach} ms`);
  console.log(`ratio to the reach: ${(total / reach).toFixed(2)}`);
  console.log(`conditions: P-256, SQLite (synchronous=FULL), audit on, Chromium headless, ${cpus().length} cores`);
}
