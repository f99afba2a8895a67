import { expect, it } from 'vitest';
import { portalVisits } from '../testing/portal.ts';
import { anonymous, downloads, helper } from '../testing/samples.ts';
import { session } from './testing/logged-in.ts';

const { visit } = portalVisits();

const offering = (mediaStorage: boolean) => ({
  ...session({ ...anonymous, bank: { ...anonymous.bank, mediaStorage, helper } }),
  'GET /api/downloads': () => ({ say: downloads }),
});

it('the download page gives what is for this PC as a file, and each package with what it can be checked by', async () => {
  const { page } = await visit('/download', offering(true));
  const mine = page.getByRole('link', { name: 'このパソコン用をダウンロード' });
  await mine.waitFor();
  expect(await mine.getAttribute('href')).toBe('/downloads/koshin-helper_0.1.0_amd64.deb');
  // The browser's to keep, not the portal's to follow.
  expect(
    await page.locator('a[href^="/downloads/"]').evaluateAll((all) => all.map((a) => a.hasAttribute('download'))),
  ).toEqual([true, true, true]);
  const ledgers = await page.locator('dl').allInnerTexts();
  for (const { fileName, sha256 } of downloads.packages) {
    const of = ledgers.find((text) => text.includes(fileName));
    expect(of).toContain('46.1 MB');
    expect(of).toContain(sha256);
  }
  await page.getByRole('heading', { name: 'Linux（そのほか）（実機での確認前です）' }).waitFor();
  expect(await page.getByRole('link', { name: '利用申込' }).getAttribute('href')).toBe('/token');
  await page.getByText('変更点').click();
  await page.getByText('0.1.0（2026年11月26日）').waitFor();
});

it('a bank without tokens says nothing of them on the download page', async () => {
  const { page } = await visit('/download', offering(false));
  await page.getByRole('heading', { name: 'インストールの手順' }).waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
    'このパソコンの状態',
    '対応環境',
    '管理ソフト',
    'インストールの手順',
  ]);
});

it('an installation without helper says that the renewal goes on without it', async () => {
  const script = { ...session(anonymous), 'GET /api/downloads': () => ({ say: { packages: [], changes: [] } }) };
  const { page } = await visit('/download', script);
  await page.getByText('現在、ダウンロードできるものはありません。').waitFor();
  await page.getByText('現在、管理ソフトをご案内していません。').waitFor();
  expect(await page.getByRole('link', { name: 'このパソコン用をダウンロード' }).count()).toBe(0);
});
