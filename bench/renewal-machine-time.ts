/**
 * Machine time of a renewal, from 「更新」 to the proof, in a real Chromium against the running service (R29; reach: at
 * most 1.5 s without helper; 1.0 s with it, by the real extension, native host and NSS store). What a person does in
 * between (the file's password, the dialogs, saving, the import) does not count: each stretch is measured from the press
 * that begins it to the screen that waits for the next one.
 *
 *   node bench/renewal-machine-time.ts [renewals] [--helper]
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { chromiumProfile, launchChromium } from '../tests/testkit/chromium.ts';
import { ExtensionWindows } from '../tests/testkit/helper/extension-windows.ts';
import { extensionId, helperInProfile } from '../tests/testkit/helper/helper-in-profile.ts';
import { installedHost } from '../tests/testkit/helper/installed-host.ts';
import { importPkcs12, trustRoot } from '../tests/testkit/nss.ts';
import { startService } from '../tests/testkit/service-process.ts';

interface Account {
  readonly bank: string;
  readonly portalUrl: string;
  readonly loginId: string;
  readonly password: string;
  readonly p12Url: string | null;
  readonly p12Password: string;
  readonly expiryDate: string | null;
  readonly state: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { helper: { type: 'boolean', default: false } },
});
const wanted = Number(positionals[0] ?? 4);
const filePassword = 'bench-file-password';
const reach = values.helper ? 1000 : 1500;

const service = await startService({ env: values.helper ? { KOSHIN_HELPER_EXTENSION_ID: extensionId } : {} });
const accounts: readonly Account[] = JSON.parse(await textOf(`${service.status}/demo/accounts.json`));
const today = new Date().toISOString().slice(0, 10);
const inWindow = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const renewable = accounts.filter(
  ({ bank, state, expiryDate }) =>
    bank === 'mihon' && state === 'active' && expiryDate !== null && expiryDate > today && expiryDate <= inWindow,
);

const measured: Record<string, number>[] = [];
for (const account of renewable.slice(0, wanted)) measured.push(await renew(account));
await service.stop();
report(measured);

async function renew(account: Account): Promise<Record<string, number>> {
  const profile = chromiumProfile();
  trustRoot(profile, await textOf(`${service.status}/demo/root.crt`));
  const oldFile = join(profile.home, 'old.p12');
  execFileSync('curl', ['--silent', '--output', oldFile, account.p12Url ?? '']);
  importPkcs12(profile, oldFile, account.p12Password);
  const launcher = installedHost(profile.home, { XDG_STATE_HOME: profile.home });
  const site = { origin: new URL(account.portalUrl).origin, bank: { ja: '見本信用金庫', en: 'Mihon Shinkin Bank' } };
  const extension = values.helper && (await helperInProfile(profile, { sites: [site], launcher })).folder;
  const browser = await launchChromium(profile, extension ? { extension } : {});
  try {
    const page = await browser.context.newPage();
    await login(page, account);
    const [window] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: '電子証明書の更新はこちら' }).click(),
    ]);
    if (values.helper) return await byTheHelper(window, new ExtensionWindows(browser.context, extensionId));
    return await throughTheWindow(window, async (file) => importPkcs12(profile, file, filePassword), profile.home);
  } finally {
    await browser.close();
    await profile.remove();
  }
}

async function login(page: Page, account: Account): Promise<void> {
  await page.goto(account.portalUrl);
  await page.getByRole('button', { name: '電子証明書ログイン' }).click();
  await page.getByLabel('ログインパスワード', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'ログイン', exact: true }).click();
  await page.getByRole('link', { name: '電子証明書の更新をお願いします' }).first().click();
}

/** Each of the helper's windows counts until it can be read, and again from はい on. */
async function byTheHelper(window: Page, helper: ExtensionWindows): Promise<Record<string, number>> {
  const stretches: Record<string, number> = {};
  const stretch = async <T>(name: string, press: () => Promise<unknown>, until: Promise<T>): Promise<T> => {
    const began = performance.now();
    const ended = until.then(() => performance.now());
    // The window that is answered closes, at times before its click is told to have been done.
    await press().catch(() => {});
    stretches[name] = (await ended) - began;
    return until;
  };
  const yes = async (asking: Page) => {
    await asking.waitForTimeout(700);
    return () => asking.getByRole('button', { name: 'はい', exact: true }).click();
  };
  await drawn(window, '更新');
  const renew = () => window.getByRole('button', { name: '更新', exact: true }).click();
  const first = await stretch('更新', renew, helper.next());
  const second = await stretch('はい: key', await yes(first), helper.next());
  const third = await stretch('はい: request and certificate', await yes(second), helper.next());
  const done = drawn(window, '電子証明書のインストールが完了しました');
  await stretch('はい: installation and proof', await yes(third), done);
  return stretches;
}

async function throughTheWindow(
  window: Page,
  register: (file: string) => Promise<void>,
  folder: string,
): Promise<Record<string, number>> {
  const press = (name: string) => window.getByRole('button', { name, exact: true }).click();
  const shown = (words: string) => drawn(window, words);
  const stretches: Record<string, number> = {};
  const stretch = async (name: string, press: () => Promise<void>, until: () => Promise<unknown>) => {
    await window.evaluate(() => performance.now());
    const began = performance.now();
    const ended = until().then(() => performance.now());
    await press();
    stretches[name] = (await ended) - began;
  };
  /** The least that a person takes before a press: dialogs take no answer sooner, a page of text takes reading. */
  const considered = () => window.waitForTimeout(700);
  const read = () => window.waitForTimeout(1500);

  await shown('更新');
  await stretch(
    '更新',
    () => press('更新'),
    () => shown('次へ進む'),
  );
  await window.locator('input[type=password]').nth(0).fill(filePassword);
  await window.locator('input[type=password]').nth(1).fill(filePassword);
  await press('次へ進む');
  await shown('操作（1／3）');
  await considered();
  await stretch(
    'はい: key',
    () => press('はい'),
    () => shown('操作（2／3）'),
  );
  await considered();
  await stretch(
    'はい: request',
    () => press('はい'),
    () => shown('ファイルを保存する'),
  );
  await read();
  const file = join(folder, 'new.p12');
  await stretch(
    'save',
    () => press('ファイルを保存する'),
    async () => (await window.waitForEvent('download')).saveAs(file),
  );
  await press('保存したので次へ進む');
  await shown('操作（3／3）');
  await considered();
  await stretch(
    'はい: import',
    () => press('はい'),
    () => shown('確認する'),
  );
  await register(file);
  await stretch(
    '確認する: proof',
    () => press('確認する'),
    () => shown('電子証明書のインストールが完了しました'),
  );
  return stretches;
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

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text();
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
