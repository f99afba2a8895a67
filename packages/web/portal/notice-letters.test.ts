import type { Notice, NoticeLetter } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { describe, expect, it } from 'vitest';
import { arrives } from '../testing/arrival.ts';
import { letterOf } from '../testing/notice-calls.ts';
import { asking, mailed, written } from '../testing/notice-samples.ts';
import { portalVisits } from '../testing/portal.ts';
import { loggedIn } from './testing/logged-in.ts';

const { visit } = portalVisits();

const letter = (one: Notice) => visit(`/notices/${one.noticeNo}`, loggedIn({}, [one]));

const title = '重要なお知らせ';

describe('a letter', () => {
  it('shows subject, number, date and text, and is read thereby: the list and the main screen know', async () => {
    const { page, service } = await visit('/notices', loggedIn({}, [{ ...written, read: false }]));
    await page.getByRole('link', { name: written.subject.ja }).click();
    await arrives(page, written.subject.ja);
    expect(await page.title()).toBe(`${written.subject.ja} - WEB-FBサービス - 見本信用金庫`);
    for (const words of ['お知らせ番号 3051-7264', '掲載日 2026年12月1日', 'ご利用を休止', '2027年1月4日 8:00から']) {
      await page.getByText(words).waitFor();
    }
    await expect.poll(() => service.calls).toContain(`POST ${portalPaths.noticeRead(written.noticeNo)}`);
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByText('1件あります（未読 0件）。').waitFor();
    expect(await page.getByText('未読', { exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'メイン画面へ進む' }).click();
    await page.getByRole('link', { name: '重要なお知らせ 未読 0件' }).waitFor();
  });

  it('that was read is not marked again', async () => {
    const { page, service } = await letter(written);
    await page.getByRole('heading', { name: written.subject.ja }).waitFor();
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByRole('heading', { name: title }).waitFor();
    expect(service.calls.filter((call) => call.endsWith('/read'))).toEqual([]);
  });

  it('is shown also where it cannot be marked as read', async () => {
    const { page, service } = await visit(`/notices/${mailed.noticeNo}`, {
      ...loggedIn({}, [mailed]),
      'POST /api/notices/66120853/read': () => ({ refuse: { code: 'unexpected' } }),
    });
    await page.getByText('電子証明書の更新が完了しました。').waitFor();
    await expect.poll(() => service.calls).toContain(`POST ${portalPaths.noticeRead(mailed.noticeNo)}`);
    await page.getByRole('heading', { name: mailed.subject.ja }).waitFor();
  });

  it('without words in the page’s language shows the other one’s, says so, and is read aloud rightly', async () => {
    const { page } = await letter({ ...written, subject: { ja: written.subject.ja, en: '' } });
    const said = page.getByText('This notice is available in Japanese only.');
    const heading = page.getByRole('heading', { level: 1, name: written.subject.ja });
    await heading.waitFor();
    expect(await said.count()).toBe(0);
    expect(await heading.getAttribute('lang')).toBeNull();
    await page.getByRole('button', { name: 'English' }).click();
    await said.waitFor();
    expect(await heading.getAttribute('lang')).toBe('ja');
    expect(await page.locator('.rich').getAttribute('lang')).toBe('ja');
    expect(await page.locator('.rich .vh').getAttribute('lang')).toBe('en');
  });

  it('that the bank takes back while it is read is not found any more', async () => {
    const script = loggedIn({}, [written]);
    const { page, context, service } = await visit(`/notices/${written.noticeNo}`, script);
    await page.getByRole('heading', { name: written.subject.ja }).waitFor();
    service.answer({ ...script, 'GET /api/notices/30517264': () => ({ refuse: { code: 'not-found' } }) });
    const other = await context.newPage();
    await other.goto(`${service.origin}/main`);
    await other.evaluate(() => new BroadcastChannel('koshin').postMessage({ kind: 'renewal-changed' }));
    await page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor();
    await page.getByRole('link', { name: 'メイン画面へ進む' }).waitFor();
  });
});

describe('what a bank wrote', () => {
  const saying = (text: string, href = 'https://www.mihon.example/'): NoticeLetter => ({
    ...written,
    body: {
      ja: [{ kind: 'paragraph', children: [{ kind: 'link', href, children: [{ kind: 'text', text }] }] }],
      en: [],
    },
  });
  const reading = (say: NoticeLetter) =>
    visit(`/notices/${written.noticeNo}`, { ...loggedIn({}, [written]), 'GET /api/notices/30517264': () => ({ say }) });

  it('is text, also where it looks like markup', async () => {
    const { page } = await reading(saying('<img src="/none" onerror="document.title=1"><b>太字</b>'));
    await page.getByText('<b>太字</b>').waitFor();
    expect(await page.locator('.rich img, .rich b').count()).toBe(0);
  });

  it('links to other sites in a tab of their own, which learns nothing of this one', async () => {
    const { page, context } = await reading(saying('ホームページ'));
    await context.route('https://www.mihon.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>elsewhere</h1>' }),
    );
    const link = page.getByRole('link', { name: 'ホームページ （新しいタブで開きます）' });
    expect(await link.evaluate((a) => getComputedStyle(a).textDecorationLine)).toBe('underline');
    const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await tab.getByRole('heading', { name: 'elsewhere' }).waitFor();
    expect(await tab.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
    expect(new URL(page.url()).pathname).toBe(`/notices/${written.noticeNo}`);
  });

  it.each(['tel:0120000000', 'mailto:desk@mihon.example'])('links to %s in place', async (href) => {
    const { page } = await reading(saying('こちら', href));
    const link = page.getByRole('link', { name: 'こちら', exact: true });
    expect(await link.getAttribute('href')).toBe(href);
    expect(await link.getAttribute('target')).toBeNull();
  });

  it.each(['javascript:alert(1)', 'http://www.mihon.example/', 'data:text/html,x', '//other.example/'])(
    'is not shown at all with a link to %s',
    async (href) => {
      const { page, service } = await reading(saying('こちら', href));
      await page.getByRole('heading', { name: '処理を完了できませんでした' }).waitFor();
      expect(await page.getByText('こちら').count()).toBe(0);
      expect(service.faults.splice(0)).toEqual(['GET /api/notices/30517264: answered against the schema']);
    },
  );
});

describe('確認しました', () => {
  const button = { name: '確認しました' };
  const confirmed = '確認済み（2026年12月10日 10:00）';

  it('is said with its time in the place of the button, to which the focus goes, and stays said', async () => {
    const { page } = await letter(asking);
    await page.getByText('内容をご確認のうえ、「確認しました」を押してください。').waitFor();
    await page.getByRole('button', button).click();
    await page.getByText(confirmed).waitFor();
    expect(await page.getByRole('button', button).count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(confirmed);
    await page.reload();
    await arrives(page, asking.subject.ja);
    await page.getByText(confirmed).waitFor();
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByText('確認済み').waitFor();
  });

  it('is not asked for where the bank does not ask', async () => {
    const { page } = await letter(written);
    await page.getByRole('heading', { name: written.subject.ja }).waitFor();
    expect(await page.getByRole('button', button).count()).toBe(0);
  });

  it('may also be left for later: the list says that it is still asked for', async () => {
    const { page } = await letter(asking);
    await page.getByRole('link', { name: '一覧へ戻る' }).click();
    await page.getByText('ご確認ください', { exact: true }).waitFor();
    await page.getByText('既読', { exact: true }).waitFor();
  });

  it('is said again by itself where the answer did not come', async () => {
    const script = loggedIn({}, [asking]);
    const path = `POST ${portalPaths.noticeAcknowledgement(asking.noticeNo)}`;
    let tries = 0;
    const { page } = await visit(`/notices/${asking.noticeNo}`, {
      ...script,
      [path]: (body) => {
        tries += 1;
        const answer = script[path]?.(body) ?? 'cut';
        return tries === 1 ? 'cut' : answer;
      },
    });
    await page.getByRole('button', button).click();
    await page.getByText(confirmed).waitFor();
    expect(tries).toBe(2);
  });

  it('of a notice taken back meanwhile says that it is not found any more', async () => {
    const { page } = await visit(`/notices/${asking.noticeNo}`, {
      ...loggedIn({}, [asking]),
      'POST /api/notices/71904438/acknowledgement': () => ({ refuse: { code: 'not-found' } }),
    });
    await page.getByRole('button', button).click();
    await page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor();
  });

  it('said in another window is seen in this one', async () => {
    let said = false;
    const one = () =>
      letterOf({ ...asking, read: true, acknowledgement: { at: said ? '2026-12-10T01:00:00Z' : null } });
    const { page, context, service } = await visit(`/notices/${asking.noticeNo}`, {
      ...loggedIn({}, [asking]),
      'GET /api/notices/71904438': () => ({ say: one() }),
    });
    await page.getByRole('button', button).waitFor();
    said = true;
    const other = await context.newPage();
    await other.goto(`${service.origin}/notices/${asking.noticeNo}`);
    await other.getByText(confirmed).waitFor();
    await page.bringToFront();
    // What is younger than a second is not asked for again.
    const comesBack = async () => {
      await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
      return page.getByText(confirmed).count();
    };
    await expect.poll(comesBack, { timeout: 10_000, interval: 200 }).toBe(1);
  });
});

describe('the keyboard', () => {
  it('reaches a link, 確認しました and the way back, and what is confirmed then leads on', async () => {
    const { page } = await letter(asking);
    await arrives(page, asking.subject.ja);
    for (const words of ['見本信用金庫のホームページ（新しいタブで開きます）', '0120-000-000', '確認しました']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words);
    }
    await page.keyboard.press('Space');
    await page.getByText('確認済み（').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('一覧へ戻る');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: title }).waitFor();
  });
});
