import type { AcquisitionStanding } from '@koshin/wire/portal/acquisition-messages.ts';
import type { Page } from 'playwright-core';
import { idOf, sampleAcquisition, sampleFirstUse, sampleSuccessor } from '../../renewal/testing/samples.ts';
import type { Answer, Script } from '../../testing/fake-service.ts';
import { anonymous } from '../../testing/samples.ts';
import type { Screen } from '../../testing/screen.ts';
import { session } from './logged-in.ts';

const title = { ja: '電子証明書の取得', en: 'Get your certificate' };
const whose = { companyName: '株式会社あおば精機', userName: '佐倉 恵子', loginId: 'aoba-sakura' };
const asks = (ask: 'give' | 'set'): AcquisitionStanding => ({ stage: 'password', ask, ...whose });

/** A browser that stands there; `answers`: to what it says then. */
const at = (standing: AcquisitionStanding, answers: Script = {}): Script => ({
  ...session(anonymous),
  'GET /api/acquisition': () => ({ say: standing }),
  'POST /api/acquisition/end': () => ({ say: { stage: 'none' } }),
  ...answers,
});
const none = (answers: Script = {}) => at({ stage: 'none' }, answers);
const refusing = (refuse: Extract<Answer, { refuse: unknown }>['refuse']) =>
  none({ 'POST /api/acquisitions': () => ({ refuse }) });

async function giveCode(page: Page): Promise<void> {
  await page.locator('#login-id').fill('aoba-sakura');
  await page.locator('#acquisition-code').fill('7k3m 9qxa 2bcd 45tv');
  await page.locator('main .btn.filled').click();
}
async function wrong(page: Page, act: () => Promise<void> = async () => {}): Promise<void> {
  await act();
  await page.locator('main .btn.filled').click();
  await page.locator('.frame.error').waitFor();
}

const refused = (name: string, words: Screen['title'], refuse: Parameters<typeof refusing>[0]): Screen => ({
  name: `acq.${name}`,
  path: '/first',
  script: refusing(refuse),
  title: words,
  before: async (page) => {
    await giveCode(page);
    await page.locator('h1', { hasText: words.ja }).waitFor();
  },
});

const pageOf = (name: string, words: Screen['title'], script: Script, rest: Partial<Screen> = {}): Screen => ({
  name: `acq.${name}`,
  path: '/first',
  script,
  title: words,
  ...rest,
});
const open = (changes: Parameters<typeof sampleAcquisition>[0]) =>
  at({ stage: 'open', acquisition: sampleAcquisition(changes) });
const inWindow = { path: '/first/certificate' };

const settingPassword = { ja: 'ログインパスワードの設定', en: 'Set your login password' };
const givingPassword = { ja: 'ログインパスワードの入力', en: 'Enter your login password' };
const keyGone = { ja: '電子証明書の鍵が見つかりません', en: 'The key of the certificate was not found' };
const certificateId = idOf(2);

/** 取得 (screens 2.9): the pages around the window, and its own first and last. */
export const acquisitionScreens: readonly Screen[] = [
  pageOf('start', title, none()),
  pageOf('start-again', title, none(), { path: '/first?again=1' }),
  pageOf('mismatch', title, refusing({ code: 'acquisition-mismatch', facts: { n: 10 } }), {
    before: async (page) => {
      await giveCode(page);
      await page.locator('.frame.error').waitFor();
    },
    focusOnTitle: false,
  }),
  refused(
    'locked',
    { ja: '取得を停止しました', en: 'Getting the certificate is stopped' },
    {
      code: 'acquisition-locked',
      facts: { n: 10 },
    },
  ),
  refused(
    'expired',
    { ja: '取得用パスワードの期限が過ぎています', en: 'The acquisition code has expired' },
    {
      code: 'acquisition-expired',
      facts: { codeExpiry: '2026-12-09' },
    },
  ),
  refused(
    'used',
    { ja: 'この取得用パスワードは使用済みです', en: 'This code has been used' },
    {
      code: 'acquisition-used',
      facts: { usedDate: '2026-12-01' },
    },
  ),
  pageOf('password', settingPassword, at(asks('set'))),
  pageOf('password-different', settingPassword, at(asks('set')), {
    before: (page) =>
      wrong(page, async () => {
        await page.locator('#login-password').fill('a long password');
        await page.locator('#login-password-again').fill('another password');
      }),
    focusOnTitle: false,
  }),
  pageOf('password-give', givingPassword, at(asks('give'))),
  pageOf('password-missing', givingPassword, at(asks('give')), { before: (page) => wrong(page), focusOnTitle: false }),
  pageOf('acquire', title, open({}), inWindow),
  pageOf('key-gone', keyGone, open({ state: 'issued', resumed: true, successors: [sampleSuccessor()] }), inWindow),
  pageOf('key-gone-requested', keyGone, open({ state: 'requested', resumed: true }), inWindow),
  pageOf(
    'done',
    { ja: '電子証明書のインストールが完了しました', en: 'The certificate has been installed' },
    open({
      state: 'proven',
      resumed: true,
      successors: [sampleSuccessor({ certificateId, status: 'active' })],
      proof: sampleFirstUse(),
    }),
    inWindow,
  ),
];
