import type { BrowserContext } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Script } from '../testing/fake-service.ts';
import { noticeCalls } from '../testing/notice-calls.ts';
import { portalVisits } from '../testing/portal.ts';
import { anonymous, attempt, nonce, notice, open, presented } from '../testing/samples.ts';

const { visit } = portalVisits();

const nobody: Script = { 'GET /api/session': () => ({ say: anonymous }) };

/** A presentation host, where the browser shows whatever it shows when no certificate comes through. */
const elsewhere = 'https://mihon-p0.cert.localhost/secret';

const answerElsewhere = (context: BrowserContext) =>
  context.route('https://*.cert.localhost/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: 'no answer' }),
  );

const presenting: Script = {
  ...nobody,
  'POST /api/presentations': () => ({ say: { nonce, url: elsewhere } }),
  'GET /api/presentations/:id': () => ({ say: attempt() }),
};

const inside: Script = {
  'GET /api/session': () => ({ say: open }),
  ...noticeCalls([notice]),
};

const loginButton = { name: '電子証明書ログイン' };

describe('the start of a login', () => {
  it('makes no attempt until the button is pressed', async () => {
    const { page, service } = await visit('/', presenting);
    await page.getByRole('button', loginButton).waitFor();
    expect(service.calls.every((call) => call === 'GET /api/session')).toBe(true);
  });

  it('tells why when the customer comes back without an outcome, and not again on the next visit', async () => {
    const { page, context } = await visit('/', presenting);
    await answerElsewhere(context);
    await page.getByRole('button', loginButton).click();
    await page.waitForURL(elsewhere);
    await page.goBack();
    await page.getByRole('heading', { name: '電子証明書の確認が終わりませんでした' }).waitFor();
    await page.reload();
    await page.getByRole('button', loginButton).waitFor();
  });

  it('tells why when the browser brings the page back out of its cache', async () => {
    const { page } = await visit('/', presenting);
    await page.getByRole('button', loginButton).waitFor();
    await page.evaluate((remembered) => {
      sessionStorage.setItem('koshin-attempt', remembered);
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    }, nonce);
    await page.getByRole('heading', { name: '電子証明書の確認が終わりませんでした' }).waitFor();
  });

  it('starts a fresh attempt at once from a refused one', async () => {
    const refused = attempt({ state: 'refused', code: 'certificate-not-presented' });
    const { page, context } = await visit(`/presentation/${nonce}`, {
      ...presenting,
      'GET /api/presentations/:id': () => ({ say: refused }),
    });
    await answerElsewhere(context);
    await page.getByRole('button', { name: 'もう一度選ぶ' }).click();
    await page.waitForURL(elsewhere);
  });

  it('tells of the further attempt when the customer comes back from it, not of the first', async () => {
    const second = 'zyxwvutsrqponmlkjihg9876';
    const none = attempt({ state: 'refused', code: 'certificate-not-presented' });
    const { page, context } = await visit(`/presentation/${nonce}`, {
      ...presenting,
      'POST /api/presentations': () => ({ say: { nonce: second, url: elsewhere } }),
      [`GET /api/presentations/${nonce}`]: () => ({ say: none }),
      [`GET /api/presentations/${second}`]: () => ({ say: attempt({ nonce: second }) }),
    });
    await answerElsewhere(context);
    await page.getByRole('button', { name: 'もう一度選ぶ' }).click();
    await page.waitForURL(elsewhere);
    await page.goBack();
    await page.getByRole('heading', { name: '電子証明書の確認が終わりませんでした' }).waitFor();
  });

  it('can be started again when the browser was stopped on its way', async () => {
    const { page, context } = await visit('/', presenting);
    await context.route('https://*.cert.localhost/**', (route) => route.fulfill({ status: 204 }));
    await page.getByRole('button', loginButton).click();
    await page.getByRole('button', { name: '処理中です' }).waitFor();
    await page.getByRole('button', loginButton).waitFor();
  });

  it('asks once however often the button is pressed', async () => {
    let asked = 0;
    const { page, context } = await visit('/', {
      ...nobody,
      'POST /api/presentations': () => {
        asked += 1;
        return { say: { nonce, url: elsewhere } };
      },
    });
    await answerElsewhere(context);
    const button = page.getByRole('button', loginButton);
    await button.evaluate((element) => {
      if (!(element instanceof HTMLElement)) return;
      element.click();
      element.click();
    });
    await page.waitForURL(elsewhere);
    expect(asked).toBe(1);
  });

  it('shows the page of a code when a ticket could not be redeemed', async () => {
    const { page } = await visit('/presentation/attempt-already-used', nobody);
    await page.getByRole('heading', { name: '確認の時間が過ぎました' }).waitFor();
  });

  it('says that the check timed out when another browser had started it', async () => {
    const { page } = await visit(`/presentation/${nonce}`, {
      ...nobody,
      'GET /api/presentations/:id': () => ({ refuse: { code: 'attempt-other-session' } }),
    });
    await page.getByRole('heading', { name: '確認の時間が過ぎました' }).waitFor();
  });

  it('leads an attempt of a renewal back to the renewal window', async () => {
    const { certificateId } = notice;
    const refused = attempt({ state: 'refused', purpose: 'proof', code: 'certificate-not-presented', certificateId });
    const { page } = await visit(`/presentation/${nonce}`, {
      ...nobody,
      'GET /api/presentations/:id': () => ({ say: refused }),
    });
    // Nobody is logged in here, so the way back ends at the login; the address is kept for afterwards.
    await page.getByRole('button', loginButton).waitFor();
    const kept = await page.evaluate(() => sessionStorage.getItem('koshin-return'));
    expect(kept).toBe(`/renewal/${certificateId}?presentation=${nonce}`);
  });
});

describe('the password', () => {
  const password = 'button[type=submit]';

  it('leads to the notices when something waits, else to the main screen', async () => {
    for (const [notices, title] of [
      [open.notices, '重要なお知らせ'],
      [{ count: 0, unread: 0, renewals: 0 }, 'メイン画面'],
    ] as const) {
      const session = { ...open, notices };
      let loggedIn = false;
      const { page } = await visit('/login/password', {
        ...inside,
        'GET /api/session': () => ({ say: loggedIn ? session : presented }),
        'POST /api/login/password': () => {
          loggedIn = true;
          return { say: session };
        },
      });
      await page.getByLabel('ログインパスワード').fill('right');
      await page.locator(password).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    }
  });

  it('leads back to the page on which a session ended', async () => {
    let stage: 'over' | 'presented' | 'open' = 'over';
    const over = { ...anonymous, ended: { code: 'session-expired' as const, at: '2026-12-10T01:00:00Z' } };
    const { page, service } = await visit(`/notices/${notice.noticeNo}`, {
      ...inside,
      'GET /api/session': () => ({ say: { over, presented, open }[stage] }),
      'POST /api/login/password': () => {
        stage = 'open';
        return { say: open };
      },
    });
    await page.getByRole('heading', { name: '自動的にログアウトしました' }).waitFor();
    await page.getByRole('link', { name: 'ログイン' }).click();
    await page.getByRole('button', loginButton).waitFor();
    stage = 'presented';
    await page.goto(`${service.origin}/login/password`);
    await page.getByLabel('ログインパスワード').fill('right');
    await page.locator(password).click();
    await page.getByRole('heading', { name: '電子証明書の更新をお願いします' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/notices/${notice.noticeNo}`);
  });

  it('puts the focus on the summary after a mismatch, links to the field, empties it and marks the title', async () => {
    const { page } = await visit('/login/password', {
      'GET /api/session': () => ({ say: presented }),
      'POST /api/login/password': () => ({
        refuse: { code: 'password-mismatch', facts: { triesLeft: 1, minutes: 15 } },
      }),
    });
    const field = page.getByLabel('ログインパスワード', { exact: true });
    await field.fill('wrong');
    await page.keyboard.press('Enter');
    const summary = page.getByRole('region', { name: 'エラー：入力内容をご確認ください。1件' });
    await summary.waitFor();
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.title()).toMatch(/^エラー：/);
    expect(await field.inputValue()).toBe('');
    await page.getByRole('link', { name: /あと1回一致しないと/ }).click();
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('asks for a password before anything is sent', async () => {
    const { page, service } = await visit('/login/password', { 'GET /api/session': () => ({ say: presented }) });
    await page.locator(password).click();
    await page.getByRole('link', { name: 'ログインパスワードを入力してください。' }).waitFor();
    expect(service.calls).not.toContain('POST /api/login/password');
  });

  it('is sent once even when the answer is lost; the session tells whether it counted', async () => {
    let tries = 0;
    const { page } = await visit('/login/password', {
      ...inside,
      'GET /api/session': () => ({ say: tries > 0 ? open : presented }),
      'POST /api/login/password': () => {
        tries += 1;
        return 'cut';
      },
    });
    await page.getByLabel('ログインパスワード').fill('right');
    await page.locator(password).click();
    await page.getByRole('heading', { level: 1, name: '重要なお知らせ' }).waitFor();
    expect(tries).toBe(1);
  });
});
