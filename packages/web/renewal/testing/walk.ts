import type { Page } from 'playwright-core';

export const filePassword = 'half-Width-12';

/** Milliseconds after which はい reacts, and a little more. */
const yesReacts = 600;

export const pressFilled = (page: Page) => page.locator('main .btn.filled').click();

/** 「更新」, and the page after it. */
export async function renew(page: Page): Promise<void> {
  await pressFilled(page);
  await page.locator('#file-password-again, .choices').first().waitFor();
}

export async function typePassword(page: Page): Promise<void> {
  await page.locator('#file-password').fill(filePassword);
  await page.locator('#file-password-again').fill(filePassword);
}

export async function choosePassword(page: Page): Promise<void> {
  await typePassword(page);
  await pressFilled(page);
  await page.locator('dialog').waitFor();
}

/** はい to the dialog that is open. */
export async function sayYes(page: Page): Promise<void> {
  const dialog = page.locator('dialog');
  const act = await dialog.locator('.act').innerText();
  await page.waitForTimeout(yesReacts);
  await dialog.locator('.btn:not([data-safe])').click();
  await page.locator('dialog .act', { hasText: act }).waitFor({ state: 'detached' });
}

/** From 電子証明書の更新 to the dialog of this number. */
export async function toConsent(page: Page, number: 1 | 2): Promise<void> {
  await renew(page);
  await choosePassword(page);
  if (number === 2) {
    await sayYes(page);
    await page.locator('dialog .act').waitFor();
  }
}

export async function toSave(page: Page): Promise<void> {
  await toConsent(page, 2);
  await sayYes(page);
  await page.locator('.prose b', { hasText: '.p12' }).waitFor();
}

/** Presses ファイルを保存する and waits for the download. */
export async function saveFile(page: Page): Promise<string> {
  const downloading = page.waitForEvent('download');
  await pressFilled(page);
  const download = await downloading;
  await page.locator('[role=status] .frame').waitFor();
  return download.path();
}

export async function toImport(page: Page): Promise<string> {
  await toSave(page);
  const file = await saveFile(page);
  await pressFilled(page);
  await page.locator('dialog').waitFor();
  await sayYes(page);
  await page.locator('.envline').waitFor();
  return file;
}
