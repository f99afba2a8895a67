import '../renewal/testing/as-served.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpensslIssuer, opensslIssuer } from '../renewal/testing/openssl-issuer.ts';
import { keptDigests } from '../renewal/testing/presenting.ts';
import { idOf } from '../renewal/testing/samples.ts';
import { choosePassword, pressFilled, saveFile, sayYes } from '../renewal/testing/walk.ts';
import { portalVisits } from '../testing/portal.ts';
import { scriptOfCode } from './testing/code-script.ts';
import { code, loginId, PretendCode, password } from './testing/pretend-code.ts';

const { visit } = portalVisits();
let issuer: OpensslIssuer;
beforeAll(() => {
  issuer = opensslIssuer();
});
afterAll(() => issuer.remove());

/** A browser at `/first`, and presentation hosts where the customer presents what `chosen` names (null: nothing). */
async function begin({ ask = 'set', chosen = () => idOf(2) }: { ask?: 'give' | 'set'; chosen?: () => string | null }) {
  const service = new PretendCode(issuer.certify);
  service.ask = ask;
  const visited = await visit('/first', scriptOfCode(service));
  const { context, service: fake } = visited;
  await context.route('https://*.cert.localhost/**', async (route) => {
    const { nonce } = service.latestAttempt();
    service.present(nonce, chosen());
    const location = `${fake.origin}/first/certificate?presentation=${nonce}`;
    await route.fulfill({ status: 303, headers: { location } });
  });
  return { ...visited, service, fake };
}

const title = (page: Page, words: string) => page.getByRole('heading', { level: 1, name: words }).waitFor();

async function giveCode(page: Page, given: { loginId?: string; code?: string } = {}): Promise<void> {
  await page.getByLabel('利用者ID').fill(given.loginId ?? loginId);
  await page.getByLabel('取得用パスワード').fill(given.code ?? code);
  await page.getByRole('button', { name: '次へ進む' }).click();
}

async function setPassword(page: Page, chosen = password, repeated = chosen): Promise<void> {
  await page.getByLabel('ログインパスワード', { exact: true }).fill(chosen);
  await page.getByLabel('ログインパスワード（もう一度）').fill(repeated);
  await page.getByRole('button', { name: '設定する' }).click();
}

const acquire = (page: Page) => page.getByRole('button', { name: '取得する' });

/** From 「取得する」 to the saved file. */
async function toFile(page: Page): Promise<void> {
  await acquire(page).click();
  await page.locator('#file-password-again').waitFor();
  await choosePassword(page);
  await sayYes(page);
  await page.locator('dialog .act').waitFor();
  await sayYes(page);
  await page.locator('.prose b', { hasText: '.p12' }).waitFor();
}

describe('取得 without helper, from the code to the first use', { timeout: 60_000 }, () => {
  it('ends with the contents, nothing kept in the browser, and the way to the login', async () => {
    const { page, service } = await begin({});
    await giveCode(page, { code: '７Ｋ３Ｍ　9QXA 2BCD-45TV' });
    await title(page, 'ログインパスワードの設定');
    await setPassword(page);
    await toFile(page);
    await saveFile(page);
    await pressFilled(page);
    await page.locator('dialog').waitFor();
    await sayYes(page);
    await page.locator('.envline').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/更新/);
    await pressFilled(page);
    await title(page, '電子証明書のインストールが完了しました');
    expect(await page.locator('main').innerText()).toContain('次の更新は2027年11月22日からです');
    expect(await page.evaluate(keptDigests)).toEqual([]);
    await page.getByRole('button', { name: 'ログイン画面へ進む' }).click();
    await title(page, 'WEB-FBサービス ログイン');
    expect(service.given).toBe('nothing');
  });

  it('asks for the certificate again where another was chosen, and says no word of a renewal', async () => {
    const choices: (string | null)[] = ['another', null, idOf(2)];
    const { page } = await begin({ chosen: () => choices.shift() ?? null });
    await giveCode(page);
    await setPassword(page);
    await toFile(page);
    await saveFile(page);
    await pressFilled(page);
    await page.locator('dialog').waitFor();
    await sayYes(page);
    await page.locator('.envline').waitFor();
    for (const words of ['別の電子証明書が選ばれました', '新しい電子証明書が選択されていません']) {
      await pressFilled(page);
      await title(page, words);
      expect(await page.locator('main').innerText()).not.toMatch(/更新|引き続き/);
    }
    await pressFilled(page);
    await title(page, '電子証明書のインストールが完了しました');
  });

  it('goes on with the kept key where the code is given again, after it went on elsewhere', async () => {
    const { page, service, fake } = await begin({ ask: 'give' });
    page.on('dialog', (dialog) => void dialog.accept());
    await giveCode(page);
    await page.getByLabel('ログインパスワード', { exact: true }).fill(password);
    await pressFilled(page);
    await toFile(page);
    service.end();
    await page.reload();
    await page.getByText('途中のお手続きは、続きから始まります').waitFor();
    expect(new URL(page.url()).pathname).toBe('/first');
    await giveCode(page);
    await page.getByLabel('ログインパスワード', { exact: true }).fill(password);
    await pressFilled(page);
    await title(page, '取得の続き');
    expect(await page.evaluate(keptDigests)).toEqual([service.successor?.keyDigest]);
    expect(fake.calls.filter((call) => call === 'POST /api/acquisition/requests')).toHaveLength(1);
  });
});

describe('the pages of the code', () => {
  it('say alike that user ID or code did not match, with how many tries there are in all', async () => {
    const { page } = await begin({});
    for (const wrong of [{ code: '0000-0000-0000-0000' }, { loginId: 'nobody' }]) {
      await giveCode(page, wrong);
      const summary = page.getByRole('region', { name: 'エラー：入力内容をご確認ください。1件' });
      await summary.waitFor();
      expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(await page.title()).toMatch(/^エラー：/);
      expect(await summary.innerText()).toContain('10回一致しないと、取得用パスワードは使用できなくなります');
    }
  });

  it('ask for what is missing before anything is sent', async () => {
    const { page, fake } = await begin({});
    await giveCode(page, { loginId: '　', code: '' });
    await page.getByRole('region', { name: 'エラー：入力内容をご確認ください。2件' }).waitFor();
    expect(fake.calls).not.toContain('POST /api/acquisitions');
  });

  it('send a try once, and ask how it stands where no answer comes', async () => {
    const service = new PretendCode(issuer.certify);
    let tries = 0;
    const { page } = await visit('/first', {
      ...scriptOfCode(service),
      'POST /api/acquisitions': () => {
        tries += 1;
        service.open({ loginId, code });
        return 'cut';
      },
    });
    await giveCode(page);
    await title(page, 'ログインパスワードの入力');
    expect(tries).toBe(1);
  });

  it('take no login password that is too short, differs, has full-width characters or is the code', async () => {
    const { page, fake } = await begin({});
    await giveCode(page);
    const said = async (words: RegExp) => page.getByRole('link', { name: words }).waitFor();
    await setPassword(page, 'short');
    await said(/12文字以上/);
    await setPassword(page, 'ａ long login password');
    await said(/半角/);
    await setPassword(page, 'a long login password', 'another login password');
    await said(/一致しません/);
    expect(fake.calls).not.toContain('POST /api/acquisition/password');
    await setPassword(page, code);
    await said(/取得用パスワードとは別のもの/);
  });

  it('say how many tries are left of a login password, as the login does, and empty the field', async () => {
    const { page } = await begin({ ask: 'give' });
    await giveCode(page);
    const field = page.getByLabel('ログインパスワード', { exact: true });
    await field.fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /あと4回一致しないと/ }).waitFor();
    expect(await field.inputValue()).toBe('');
  });

  it('lead to the code from a window that was opened without one, and Back does not lead into it again', async () => {
    const { page, fake } = await begin({});
    await page.goto(`${fake.origin}/`);
    await page.goto(`${fake.origin}/first/certificate`);
    await title(page, '電子証明書の取得');
    await page.goBack();
    await title(page, 'WEB-FBサービス ログイン');
  });

  it('end it in this browser for who leaves before it is begun', async () => {
    const { page, service } = await begin({});
    await giveCode(page);
    await setPassword(page);
    await acquire(page).waitFor();
    await page.getByRole('button', { name: 'あとで続ける' }).click();
    await title(page, 'WEB-FBサービス ログイン');
    expect(service.given).toBe('nothing');
    await page.getByRole('link', { name: '電子証明書をはじめて取得する方' }).click();
    await page.getByLabel('取得用パスワード').waitFor();
  });
});
