import { describe, expect, it } from 'vitest';
import { portalVisits } from '../testing/portal.ts';
import { loggedIn } from './testing/logged-in.ts';
import { application, fillIn, standing, withTokens } from './testing/token-screens.ts';

const { visit } = portalVisits();

const title = { name: '専用USBのお申し込み状況' };

describe('applying for a USB token', () => {
  it('leads from the main screen over the check page to the state, and sends once (R11)', async () => {
    const { page, service } = await visit('/main', withTokens());
    await page.getByRole('link', { name: '専用USB', exact: true }).click();
    await page.getByRole('heading', { name: '専用USBの利用申込' }).waitFor();
    await page.getByRole('button', { name: '確認画面へ進む' }).click();
    await page.getByRole('link', { name: 'お受け取りの方法を選択してください。' }).click();
    await page.getByLabel('郵送').check();
    await page.getByLabel('ご連絡先').fill('x'.repeat(201));
    await page.getByRole('button', { name: '確認画面へ進む' }).click();
    await page.getByRole('link', { name: 'ご連絡先は200文字以内で入力してください。' }).waitFor();
    await fillIn(page);
    await page.getByText('03-0000-0000').waitFor();
    await page.getByRole('button', { name: '修正する' }).click();
    expect(await page.getByLabel('郵送').isChecked()).toBe(true);
    expect(await page.getByLabel('ご連絡先').inputValue()).toBe('03-0000-0000');
    await page.getByRole('button', { name: '確認画面へ進む' }).click();
    expect(service.calls).not.toContain('POST /api/token-applications');
    await page.getByRole('button', { name: '申し込む' }).click();
    await page.getByRole('heading', title).waitFor();
    await page.getByText('受付番号 50731846。2026年12月3日に受け付けました。見本信用金庫で確認しています。').waitFor();
    expect(service.calls.filter((call) => call === 'POST /api/token-applications')).toHaveLength(1);
  });

  it('shows what was sent before, where its answer was lost', async () => {
    let sent = 0;
    const { page } = await visit('/token/apply', {
      ...withTokens(),
      'GET /api/tokens': () => ({
        say: sent === 0 ? { applications: [], mayApply: true } : { applications: [application], mayApply: false },
      }),
      'POST /api/token-applications': () => {
        sent += 1;
        return sent === 1 ? 'cut' : { refuse: { code: 'token-application-exists' } };
      },
    });
    await fillIn(page);
    await page.getByRole('button', { name: '申し込む' }).click();
    await page.getByRole('heading', title).waitFor();
    expect(sent).toBe(2);
  });

  it('is withdrawn while the bank is checking it, and can be made again', async () => {
    const { page } = await visit('/token', standing('received'));
    await page.getByRole('button', { name: '申込を取り下げる' }).click();
    await page.getByText('受付番号 50731846。2026年12月10日に取り下げました。').waitFor();
    expect(await page.getByRole('button', { name: '申込を取り下げる' }).count()).toBe(0);
    await page.getByRole('link', { name: 'もう一度申し込む' }).click();
    await page.getByRole('heading', { name: '専用USBの利用申込' }).waitFor();
  });

  it('cannot be withdrawn once the bank has accepted it, and then shows that', async () => {
    const { page, service } = await visit('/token', standing('received'));
    await page.getByRole('button', { name: '申込を取り下げる' }).waitFor();
    service.answer({
      ...standing('accepted'),
      'POST /api/token-applications/:id/withdrawal': () => ({ refuse: { code: 'changed-meanwhile' } }),
    });
    await page.getByRole('button', { name: '申込を取り下げる' }).click();
    await page.getByText('2026年12月8日に承認しました。郵送でお渡しします。').waitFor();
    expect(await page.getByRole('button', { name: '申込を取り下げる' }).count()).toBe(0);
  });

  it('tells each state in its own words, and offers to apply again only where none stands', async () => {
    const told = [
      ['accepted', '2026年12月8日に承認しました。郵送でお渡しします。'],
      ['handed-over', '2026年12月8日にお渡ししました。管理ソフトを入れて接続してください。'],
      ['usable', '登録済み（シリアル 3921）。電子証明書を保存できます。'],
      ['declined', '2026年12月8日に、今回はお申し込みをお受けできないと判断しました。理由：在庫なし'],
      ['suspended', '2026年12月8日から利用を停止しています。'],
    ] as const;
    const { page, service } = await visit('/token', standing('received'));
    for (const [state, words] of told) {
      service.answer(standing(state, { tokenSerialTail: '3921', reason: { ja: '在庫なし', en: 'None' } }));
      await page.reload();
      await page.getByText(words).waitFor();
      const ended = state === 'declined' || state === 'suspended';
      expect(await page.getByRole('link', { name: 'もう一度申し込む' }).count(), state).toBe(ended ? 1 : 0);
      expect(await page.getByRole('button', { name: '申込を取り下げる' }).count(), state).toBe(0);
    }
  });

  it('is nowhere where the bank gives no tokens out', async () => {
    const script = { ...loggedIn(), 'GET /api/tokens': () => ({ say: { applications: [], mayApply: false } }) };
    const { page } = await visit('/main', script);
    await page.getByRole('heading', { name: 'メイン画面' }).waitFor();
    expect(await page.getByRole('link', { name: '専用USB' }).count()).toBe(0);
    await page.goto(new URL('/token/apply', page.url()).href);
    await page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor();
  });
});
