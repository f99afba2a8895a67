import { describe, expect, it } from 'vitest';
import { keptDigests } from '../../renewal/testing/presenting.ts';
import { sampleRenewal } from '../../renewal/testing/samples.ts';
import type { Script } from '../../testing/fake-service.ts';
import { noticeCalls } from '../../testing/notice-calls.ts';
import { portalVisits } from '../../testing/portal.ts';
import { anonymous, certificate, notice, open } from '../../testing/samples.ts';

const { visit } = portalVisits();

const inside: Script = {
  'GET /api/session': () => ({ say: open }),
  ...noticeCalls([notice]),
  'GET /api/certificates': () => ({ say: { certificates: [certificate] } }),
};

const over = (code: 'session-expired' | 'logged-out' | 'session-ended-by-certificate') => ({
  ...anonymous,
  ended: { code, at: '2026-12-10T01:00:00Z' },
});

describe('the language', () => {
  it('changes the words, the cookie and the document and keeps page and input', async () => {
    const refused = { 'GET /api/session': () => ({ say: { ...anonymous } }) };
    const { page, context } = await visit('/presentation/certificate-not-presented', refused);
    await page.getByText('登録の状況を調べる').click();
    await page.locator('#look-up-id').fill('aoba-sakura');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'No certificate was chosen' }).waitFor();
    expect(await page.locator('#look-up-id').inputValue()).toBe('aoba-sakura');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.title()).toBe('No certificate was chosen - WEB-FB Service - Mihon Shinkin Bank');
    const cookie = (await context.cookies()).find(({ name }) => name === 'koshin-language');
    expect(cookie).toMatchObject({ value: 'en', path: '/', secure: true, sameSite: 'Lax' });
    await page.reload();
    await page.getByRole('heading', { name: 'No certificate was chosen' }).waitFor();
  });
});

describe('the connection', () => {
  it('is said to be lost while calls fail, and the page goes on by itself when it is back', async () => {
    const { page, service } = await visit('/main', inside);
    await page.getByRole('heading', { name: 'メイン画面' }).waitFor();
    const whole = inside;
    service.answer({ ...whole, 'GET /api/notices': () => 'cut', 'GET /api/session': () => 'cut' });
    await page.getByRole('link', { name: /重要なお知らせ 未読/ }).click();
    await page.getByText('通信が途切れました。自動的に接続し直しています。').waitFor();
    service.answer(whole);
    await page.getByText('接続が戻りました。続きから進みます。').waitFor();
    await page.getByRole('heading', { level: 1, name: /重要なお知らせ/ }).waitFor();
  });
});

describe('the session', () => {
  it('warns two minutes before its end; Esc stays logged in', async () => {
    let kept = 0;
    const near = { ...open, idleEndsAt: '2026-12-10T01:01:30Z' };
    const { page } = await visit('/main', {
      ...inside,
      'GET /api/session': () => ({ say: kept > 0 ? open : near }),
      'POST /api/session/keep': () => {
        kept += 1;
        return { say: open };
      },
    });
    const warning = page.getByRole('alertdialog', { name: 'まもなく自動的にログアウトします' });
    await warning.waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('続ける');
    await page.keyboard.press('Escape');
    await warning.waitFor({ state: 'detached' });
    expect(kept).toBe(1);
  });

  it('stays as it was prolonged, also when an answer from before comes after that', async () => {
    const near = { ...open, idleEndsAt: '2026-12-10T01:01:30Z' };
    const { page } = await visit('/main', {
      ...inside,
      'GET /api/session': () => ({ say: near }),
      'POST /api/session/keep': () => ({ say: open }),
    });
    const warning = page.getByRole('alertdialog', { name: 'まもなく自動的にログアウトします' });
    await warning.waitFor();
    const [asked, prolonged, over] = [1, 2, 3].map(() => Promise.withResolvers<void>());
    await page.route('**/api/session', async (route) => {
      const response = await route.fetch();
      asked?.resolve();
      await prolonged?.promise;
      // Dropped by the page, it takes no answer any more.
      await route.fulfill({ response }).catch(() => {});
      over?.resolve();
    });
    await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
    await asked?.promise;
    await page.keyboard.press('Escape');
    await warning.waitFor({ state: 'detached' });
    prolonged?.resolve();
    await over?.promise;
    await page.waitForTimeout(300);
    expect(await warning.count()).toBe(0);
  });

  it('gives way to its page when a call finds that it is over, and says that the certificate still works', async () => {
    let gone = false;
    const { page } = await visit('/main', {
      ...inside,
      'GET /api/session': () => ({ say: gone ? over('session-expired') : open }),
      'GET /api/notices': () => {
        gone = true;
        return { refuse: { code: 'session-expired' } };
      },
    });
    await page.getByRole('link', { name: /重要なお知らせ 未読/ }).click();
    await page.getByRole('heading', { name: '自動的にログアウトしました' }).waitFor();
    await page.getByText('現在の電子証明書は、2026年12月22日まで引き続きご利用いただけます。').waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('koshin-return'))).toBe('/notices');
    expect(await page.getByRole('button', { name: 'ログアウト' }).count()).toBe(0);
  });

  it('ends in every window of the browser on logout', async () => {
    let gone = false;
    const script: Script = {
      ...inside,
      'GET /api/session': () => ({ say: gone ? over('logged-out') : open }),
      'POST /api/logout': () => {
        gone = true;
        return { say: over('logged-out') };
      },
    };
    const { page, context, service } = await visit('/main', script);
    const other = await context.newPage();
    await other.goto(`${service.origin}/certificates`);
    await other.getByRole('heading', { name: '電子証明書の状況' }).waitFor();
    await page.getByRole('button', { name: 'ログアウト' }).click();
    await page.getByRole('heading', { name: 'ログアウトしました' }).waitFor();
    await other.getByRole('heading', { name: 'ログアウトしました' }).waitFor();
  });

  it('sends who is not logged in to the login and remembers the page', async () => {
    const { page } = await visit('/certificates', { 'GET /api/session': () => ({ say: anonymous }) });
    await page.getByRole('button', { name: '電子証明書ログイン' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('koshin-return'))).toBe('/certificates');
  });
});

const renewing: Script = {
  ...inside,
  'POST /api/renewals': () => ({ say: sampleRenewal() }),
  'POST /api/renewals/:id/seen': () => ({ say: sampleRenewal() }),
  'POST /api/renewals/:id/release': () => ({ say: null }),
};

describe('the renewal window', () => {
  it('opens as a window of 960 × 800 and is brought forward, not loaded anew, the second time', async () => {
    const { page, context } = await visit(`/notices/${notice.noticeNo}`, renewing);
    const link = page.getByRole('link', { name: '電子証明書の更新はこちら' });
    const [window] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await window.waitForURL(`**/renewal/${notice.certificateId}`);
    expect(window.viewportSize()).toEqual({ width: 960, height: 800 });
    await window.evaluate(() => document.body.setAttribute('data-before', ''));
    await link.click();
    expect(context.pages()).toHaveLength(2);
    expect(await window.locator('body[data-before]').count()).toBe(1);
  });

  it('continues in the tab when the browser refuses a window, and says so', async () => {
    const { page } = await visit(`/notices/${notice.noticeNo}`, renewing);
    await page.evaluate(() => {
      window.open = () => null;
    });
    await page.getByRole('link', { name: '電子証明書の更新はこちら' }).click();
    await page.waitForURL(`**/renewal/${notice.certificateId}?tab=1`);
    await page.getByText('別ウィンドウを開けなかったため、このタブで手続きを進めます。').waitFor();
  });

  it('makes the page behind it ask again when it reports a change', async () => {
    let renewed = false;
    const script: Script = {
      'POST /api/notices/:id/read': () => ({ say: { ...notice, read: true } }),
      'GET /api/session': () => ({
        say: renewed ? { ...open, tone: 'plain', banner: { kind: 'renewed', newExpiryDate: '2027-12-22' } } : open,
      }),
      'GET /api/notices/:id': () => (renewed ? { refuse: { code: 'not-found' } } : { say: notice }),
    };
    const { page, context, service } = await visit(`/notices/${notice.noticeNo}`, script);
    await page.getByRole('heading', { name: '電子証明書の更新をお願いします' }).waitFor();
    const other = await context.newPage();
    await other.goto(`${service.origin}/main`);
    renewed = true;
    await other.evaluate(() => new BroadcastChannel('koshin').postMessage({ kind: 'renewal-changed' }));
    await page.getByText('電子証明書を更新しました。新しい有効期限は2027年12月22日です。').waitFor();
    expect(new URL(page.url()).pathname).toBe('/main');
  });
});

describe('the keyboard', () => {
  it('reaches skip link, language, logout and the links in reading order', async () => {
    const { page } = await visit('/main', inside);
    await page.getByRole('heading', { name: 'メイン画面' }).waitFor();
    await page.locator('.skip').focus();
    const reached: string[] = [];
    for (let times = 0; times < 6; times += 1) {
      reached.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
      await page.keyboard.press('Tab');
    }
    expect(reached).toEqual([
      '本文へ移動',
      'English',
      'ログアウト',
      '重要なお知らせを開く',
      '状況を見る',
      '重要なお知らせ未読 1件',
    ]);
  });

  it('skips to the content', async () => {
    const { page } = await visit('/main', inside);
    await page.getByRole('heading', { name: 'メイン画面' }).waitFor();
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    expect(new URL(page.url()).pathname).toBe('/main');
  });
});

describe('keys of renewals in this browser', () => {
  it('are thrown away where this login proved the renewal, and stay where it is another', async () => {
    const { page, service } = await visit('/mail-check', inside);
    const heldBy = (renewalId: string) => ({ renewalId, keyDigest: renewalId, createdAt: '2026-12-10T01:00:00Z' });
    await page.evaluate(
      ([first, second]) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('koshin-keys', 1);
          opening.onerror = () => reject(opening.error);
          opening.onupgradeneeded = () => {
            const keys = opening.result.createObjectStore('keys', { keyPath: ['renewalId', 'keyDigest'] });
            keys.createIndex('createdAt', 'createdAt');
            keys.put(first);
            keys.put(second);
          };
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        }),
      [heldBy('proven'), heldBy('another')],
    );
    const banner = { kind: 'login-proved', newExpiryDate: '2027-12-22', renewalId: 'proven' } as const;
    service.answer({ ...inside, 'GET /api/session': () => ({ say: { ...open, banner } }) });
    await page.goto(`${service.origin}/notices`);
    await page.getByRole('heading', { name: '重要なお知らせ' }).waitFor();
    await expect.poll(() => page.evaluate(keptDigests)).toEqual(['another']);
  });
});

describe('on paper', () => {
  it('a letter stands without buttons, language and footer', async () => {
    const { page } = await visit(`/notices/${notice.noticeNo}`, inside);
    await page.getByRole('heading', { name: '電子証明書の更新をお願いします' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    for (const part of ['.tools', '.foot', '.actions']) expect(await page.locator(part).isVisible()).toBe(false);
    expect(await page.locator('.ledger').isVisible()).toBe(true);
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe('rgb(0, 0, 0)');
  });
});

describe('an unforeseen failure', () => {
  it('shows its page with the number to quote, and trying again draws the page anew', async () => {
    const { page, service } = await visit('/certificates', {
      ...inside,
      'GET /api/certificates': () => ({ refuse: { code: 'unexpected' } }),
    });
    await page.getByRole('heading', { name: '処理を完了できませんでした' }).waitFor();
    await page.getByText('3917-2046').waitFor();
    service.answer(inside);
    await page.getByRole('button', { name: 'もう一度試す' }).click();
    await page.getByRole('heading', { name: '電子証明書の状況' }).waitFor();
  });
});
