import '../testing/as-served.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilClosed } from '../../../../tests/testkit/journeys/closing.ts';
import { portalVisits } from '../../testing/portal.ts';
import { bank, open } from '../../testing/samples.ts';
import { type OpensslIssuer, opensslIssuer } from '../testing/openssl-issuer.ts';
import { renewalPath } from '../testing/presenting.ts';
import { scriptOf } from '../testing/pretend-script.ts';
import { PretendService } from '../testing/pretend-service.ts';
import {
  choosePassword,
  pressFilled,
  renew,
  saveFile,
  sayYes,
  toConsent,
  toImport,
  toSave,
  typePassword,
} from '../testing/walk.ts';

const { visit } = portalVisits();
let issuer: OpensslIssuer;
beforeAll(() => {
  issuer = opensslIssuer();
});
afterAll(() => issuer.remove());

async function begin({ consentSeconds = 120 } = {}) {
  const pretend = new PretendService(issuer.certify);
  const session = { ...open, bank: { ...bank, consentSeconds } };
  return {
    ...(await visit(
      renewalPath,
      scriptOf(pretend, () => session),
    )),
    pretend,
  };
}

const countOf = (calls: readonly string[], name: string) => calls.filter((call) => call === name).length;
const yes = (page: Page) => page.locator('dialog .btn:not([data-safe])');
const title = (page: Page, text: string) => page.locator('h1', { hasText: text });

describe('pressing twice', { timeout: 60_000 }, () => {
  it('does nothing twice, from 更新 to the file', async () => {
    const { page, pretend } = await begin();
    await page.locator('main .btn.filled').dblclick();
    await page.locator('#file-password-again').waitFor();
    await choosePassword(page);
    for (const _ of [1, 2]) {
      await page.waitForTimeout(600);
      await yes(page).dblclick();
      await page.waitForTimeout(300);
    }
    await title(page, '電子証明書ファイルの保存').waitFor();
    const downloads: string[] = [];
    page.on('download', (download) => downloads.push(download.suggestedFilename()));
    await page.locator('main .btn.filled').dblclick();
    await page.locator('[role=status] .frame').waitFor();
    expect([countOf(pretend.calls, 'confirm'), countOf(pretend.calls, 'request')]).toEqual([1, 1]);
    expect(downloads).toEqual(['web-fb-certificate-20271222.p12']);
  });
});

describe('「Webアクセスの確認」', { timeout: 60_000 }, () => {
  it('gives the focus to いいえ, and はい does not react as it appears', async () => {
    const { page, pretend } = await begin();
    await renew(page);
    await page.evaluate(() => {
      const pressing = new MutationObserver(() => {
        const answer = document.querySelector<HTMLElement>('dialog .btn:not([data-safe])');
        if (answer === null) return;
        pressing.disconnect();
        answer.click();
        document.body.dataset.pressed = 'yes';
      });
      pressing.observe(document.body, { childList: true, subtree: true });
    });
    await choosePassword(page);
    await page.locator('body[data-pressed]').waitFor();
    await page.waitForTimeout(600);
    expect(await page.locator('dialog .act').innerText()).toContain('新しい電子証明書の鍵を');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('いいえ');
    expect(pretend.calls).not.toContain('request');
  });

  it('takes Esc for いいえ, and shows the same dialog again', async () => {
    const { page } = await begin();
    await toConsent(page, 1);
    await page.keyboard.press('Escape');
    await title(page, '操作を中止しました').waitFor();
    await pressFilled(page);
    await page.locator('dialog .act', { hasText: '新しい電子証明書の鍵を' }).waitFor();
  });

  it('takes no answer in time for いいえ', async () => {
    const { page, pretend } = await begin({ consentSeconds: 1 });
    await renew(page);
    await typePassword(page);
    await pressFilled(page);
    await title(page, '操作を中止しました').waitFor();
    expect(pretend.calls).not.toContain('request');
  });

  it('names the site, the bank and the act', async () => {
    const { page, service } = await begin();
    await toConsent(page, 2);
    const said = await page.locator('dialog').innerText();
    for (const words of [service.origin, '見本信用金庫', '操作（2／3）', '発行の申請を、見本信用金庫に送信します']) {
      expect(said).toContain(words);
    }
  });
});

describe('the keyboard alone', { timeout: 60_000 }, () => {
  it('leads from 更新 to the saved file', async () => {
    const { page } = await begin();
    await title(page, '電子証明書の更新').waitFor();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Tab', 'Enter');
    await page.locator('#file-password').waitFor();
    await press('Tab');
    await page.keyboard.type('half-Width-12');
    await press('Tab');
    await page.keyboard.type('half-Width-12');
    await press('Enter');
    for (const act of ['鍵を', '申請を']) {
      await page.locator('dialog .act', { hasText: act }).waitFor();
      await page.waitForTimeout(600);
      await press('Shift+Tab', 'Space');
    }
    await title(page, '電子証明書ファイルの保存').waitFor();
    const downloading = page.waitForEvent('download');
    await press('Tab', 'Enter');
    expect((await downloading).suggestedFilename()).toBe('web-fb-certificate-20271222.p12');
  });
});

describe('closing the window', { timeout: 60_000 }, () => {
  it('asks until the customer says that the file is saved, and not afterwards', async () => {
    const { page } = await begin();
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await toSave(page);
    await saveFile(page);
    await page.evaluate(() => location.reload());
    await expect.poll(() => asked).toEqual(['beforeunload']);
    await pressFilled(page);
    await page.locator('dialog').waitFor();
    await sayYes(page);
    await page.reload();
    await title(page, '電子証明書の登録').waitFor();
    expect(asked).toHaveLength(1);
  });

  it('closes a window of its own, and shows the main screen in the tab', async () => {
    const { page, context, service } = await begin();
    await title(page, '電子証明書の更新').waitFor();
    await page.getByRole('button', { name: 'このウィンドウを閉じる' }).click();
    await page.waitForURL(`${service.origin}/main`);
    const opening = context.waitForEvent('page');
    await page.evaluate((path) => {
      window.open(path, 'koshin-renewal', 'popup,width=960,height=800');
    }, renewalPath);
    const popup = await opening;
    await title(popup, '電子証明書の更新').waitFor();
    await untilClosed(popup, () => popup.getByRole('button', { name: 'このウィンドウを閉じる' }).click());
  });
});

describe('Back and reload', { timeout: 60_000 }, () => {
  it('show the current step and say so', async () => {
    const { page } = await begin();
    await toImport(page);
    await page.goBack();
    await page.locator('.banner', { hasText: '手続きは「電子証明書の登録」まで進んでいます。' }).waitFor();
    await page.goBack();
    await title(page, '電子証明書の登録').waitFor();
    await page.reload();
    await page.locator('.banner', { hasText: '手続きは「電子証明書の登録」まで進んでいます。' }).waitFor();
  });
});
