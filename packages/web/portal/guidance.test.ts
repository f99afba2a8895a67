import type { OpenSession } from '@koshin/wire/portal/session-messages.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sampleRenewal } from '../renewal/testing/samples.ts';
import type { Script } from '../testing/fake-service.ts';
import { portalVisits } from '../testing/portal.ts';
import { certificate, notice, open, presented, successor } from '../testing/samples.ts';
import { loggedIn } from './testing/logged-in.ts';

const { visit } = portalVisits();

const renewing: Script = {
  'POST /api/renewals': () => ({ say: sampleRenewal() }),
  'POST /api/renewals/:id/seen': () => ({ say: sampleRenewal() }),
  'POST /api/renewals/:id/release': () => ({ say: null }),
};

const go = '電子証明書の更新はこちら';
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Which renewal the window is opened for. */
async function renewalOpened(page: Page, press: () => Promise<void>): Promise<string> {
  const opening = page.waitForEvent('popup');
  await press();
  const opened = await opening;
  await opened.waitForURL('**/renewal/**');
  return new URL(opened.url()).pathname;
}

describe('the guidance to the renewal (R13)', () => {
  it.each<[OpenSession['guidance'], string]>([
    ['important-notices', '重要なお知らせ'],
    ['renewal-notice', '電子証明書の更新のお知らせ'],
    ['main-screen', 'メイン画面'],
  ])('%s: a login leads to %s where a renewal waits', async (guidance, place) => {
    const session = { ...open, guidance };
    let isOpen = false;
    const { page } = await visit('/login/password', {
      ...loggedIn({ guidance }),
      'GET /api/session': () => ({ say: isOpen ? session : presented }),
      'POST /api/login/password': () => {
        isOpen = true;
        return { say: session };
      },
    });
    await page.getByLabel('ログインパスワード').fill('right');
    await page.locator('button[type=submit]').click();
    await title(page, place);
  });

  it('更新通知画面 opens the renewal of each certificate, and blocks nothing', async () => {
    const another = { ...notice, noticeNo: '71904439', certificateId: successor.id };
    const { page } = await visit('/renewal-notice', {
      ...loggedIn({ guidance: 'renewal-notice' }, [notice, another]),
      ...renewing,
    });
    const buttons = page.getByRole('button', { name: go });
    expect(await renewalOpened(page, () => buttons.nth(1).click())).toBe(`/renewal/${successor.id}`);
    expect(await buttons.count()).toBe(2);
    expect(await page.locator('.btn.filled').count()).toBe(1);
    await page.getByRole('link', { name: 'あとで更新する' }).click();
    await title(page, 'メイン画面');
    await page.getByRole('link', { name: '重要なお知らせを開く' }).waitFor();
  });

  it('更新通知画面 gives way to 重要なお知らせ from the bank’s day on, and to the main screen where nothing is to be renewed', async () => {
    const since = await visit('/renewal-notice', loggedIn({ guidance: 'important-notices' }));
    await title(since.page, '重要なお知らせ');
    const renewed = await visit('/renewal-notice', loggedIn({ guidance: 'renewal-notice' }, []));
    await title(renewed.page, 'メイン画面');
  });

  it('the main screen opens the renewal of the certificate that was presented, and of none that is not to be renewed', async () => {
    const { page } = await visit('/main', { ...loggedIn({ guidance: 'main-screen' }), ...renewing });
    await title(page, 'メイン画面');
    const link = page.getByRole('link', { name: go });
    expect(await renewalOpened(page, () => link.click())).toBe(`/renewal/${certificate.id}`);
    expect(await page.getByRole('link', { name: '重要なお知らせを開く' }).count()).toBe(0);
    const later = await visit('/main', loggedIn({ guidance: 'main-screen', tone: 'plain', certificate: successor }));
    await title(later.page, 'メイン画面');
    expect(await later.page.getByRole('link', { name: go }).count()).toBe(0);
  });
});
