import type { DownloadList } from '@koshin/wire/portal/download-messages.ts';
import type { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import type { Page } from 'playwright-core';
import {
  anonymous,
  attempt,
  certificate,
  downloads,
  helper,
  nonce,
  presented,
  successor,
} from '../../testing/samples.ts';
import type { Screen } from '../../testing/screen.ts';
import { acquisitionScreens } from './acquisition-screens.ts';
import { guidanceScreens } from './guidance-screens.ts';
import { loggedIn, session } from './logged-in.ts';
import { noticeScreens } from './notice-screens.ts';
import { tokenScreens } from './token-screens.ts';

const nobody = session(anonymous);

/** The page of a presentation that was refused for this reason. */
function refusedAttempt(name: string, title: Screen['title'], outcome: Partial<PresentationView>): Screen {
  const view = attempt({ state: 'refused', ...outcome });
  const script = { ...nobody, 'GET /api/presentations/:id': () => ({ say: view }) };
  return { name, path: `/presentation/${nonce}`, title, script };
}

const newer = { newSubjectLabel: successor.subjectLabel, newSerialTail: successor.serialTail };

/** An installation that offers the helper, at a bank with or without tokens. */
const helped = (mediaStorage: boolean, offered: DownloadList) => ({
  ...session({ ...anonymous, bank: { ...anonymous.bank, mediaStorage, helper } }),
  'GET /api/downloads': () => ({ say: offered }),
});
/** Chromium on Linux, without the extension. */
const looked = async (page: Page) => page.locator('.checks > li').first().waitFor();
const downloadTitle = {
  ja: '専用USBのご案内・管理ソフトのダウンロード',
  en: 'Dedicated USB key guide and management software',
};

const publicScreens: Screen[] = [
  { name: 'download', path: '/download', script: helped(true, downloads), title: downloadTitle, before: looked },
  {
    name: 'download.nothing',
    path: '/download',
    script: { ...nobody, 'GET /api/downloads': () => ({ say: { packages: [], changes: [] } }) },
    title: downloadTitle,
  },
  {
    name: 'login.start',
    path: '/',
    script: nobody,
    title: { ja: 'WEB-FBサービス ログイン', en: 'Log in to WEB-FB Service' },
  },
  {
    name: 'mail.check',
    path: '/mail-check',
    script: nobody,
    title: { ja: '見本信用金庫からのメールのご確認', en: 'Is this mail from Mihon Shinkin Bank?' },
  },
  {
    name: 'login.forgot',
    path: '/login/forgot',
    script: nobody,
    title: { ja: 'ログインパスワードをお忘れの場合', en: 'Forgotten your login password?' },
  },
  {
    name: 'expired.public',
    path: '/expired',
    script: nobody,
    title: { ja: '電子証明書の有効期限が過ぎた場合', en: 'If your certificate has expired' },
  },
  {
    name: 'expired.request',
    path: '/expired/request',
    script: nobody,
    title: { ja: '再発行のご依頼', en: 'Ask for a reissue' },
  },
  {
    name: 'logout',
    path: '/logged-out',
    script: nobody,
    title: { ja: 'ログアウトしました', en: 'You have logged out' },
  },
  {
    name: 'error.not-found',
    path: '/no/such/page',
    script: nobody,
    title: { ja: 'ページが見つかりません', en: 'Page not found' },
  },
  {
    name: 'error.maintenance',
    path: '/main',
    script: {
      ...loggedIn(),
      'GET /api/session': () => ({
        refuse: {
          code: 'maintenance',
          facts: { from: '2026-12-10T13:00:00.000Z', until: '2026-12-10T21:00:00.000Z' },
        },
      }),
    },
    title: { ja: 'ただいまご利用いただけません', en: 'The service is not available now' },
  },
];

const presentScreens: Screen[] = [
  refusedAttempt(
    'present.none',
    { ja: '電子証明書が選択されていません', en: 'No certificate was chosen' },
    { code: 'certificate-not-presented' },
  ),
  refusedAttempt(
    'present.expired',
    { ja: '有効期限が過ぎた電子証明書です', en: 'This certificate has expired' },
    { code: 'certificate-expired', facts: { expiryDate: '2026-12-08' } },
  ),
  refusedAttempt(
    'present.not-yet-valid',
    { ja: 'まだ使い始められない電子証明書です', en: 'This certificate is not valid yet' },
    { code: 'certificate-not-yet-valid', facts: { validFrom: '2026-12-11T00:00:00.000Z' } },
  ),
  refusedAttempt(
    'present.revoked',
    { ja: '失効した電子証明書です', en: 'This certificate has been revoked' },
    { code: 'certificate-revoked', facts: { serialTail: '43D8', revokedDate: '2026-12-01' } },
  ),
  refusedAttempt(
    'present.issuer-revoked',
    { ja: 'この電子証明書は使用できなくなりました', en: 'This certificate can no longer be used' },
    { code: 'certificate-issuer-revoked', facts: { serialTail: '43D8', revokedDate: '2026-12-01' } },
  ),
  refusedAttempt(
    'present.retired',
    { ja: '更新前の電子証明書です', en: 'This is the certificate from before the renewal' },
    { code: 'certificate-retired', facts: { provenDate: '2026-12-05', ...newer } },
  ),
  refusedAttempt(
    'present.replaced',
    { ja: '作り直す前の電子証明書です', en: 'This certificate was replaced before use' },
    { code: 'certificate-replaced', facts: newer },
  ),
  refusedAttempt(
    'present.other-bank',
    { ja: 'ほかの金融機関の電子証明書です', en: 'This certificate is from another bank' },
    { code: 'certificate-other-bank' },
  ),
  refusedAttempt(
    'present.other-user',
    { ja: '別の利用者の電子証明書です', en: "This is another user's certificate" },
    { code: 'certificate-other-user', facts: { userName: '佐倉 恵子' } },
  ),
  refusedAttempt(
    'present.unknown-issuer',
    { ja: '見本信用金庫の電子証明書ではありません', en: 'This certificate was not issued by Mihon Shinkin Bank' },
    { code: 'certificate-unknown-issuer' },
  ),
  refusedAttempt(
    'present.too-old',
    { ja: '確認の時間が過ぎました', en: 'This check has timed out' },
    { code: 'attempt-expired' },
  ),
  refusedAttempt(
    'present.not-completed',
    { ja: '電子証明書の確認が終わりませんでした', en: 'The certificate check was not completed' },
    { state: 'waiting' },
  ),
  {
    ...refusedAttempt(
      'present.none-looked-up',
      { ja: '電子証明書が選択されていません', en: 'No certificate was chosen' },
      { code: 'certificate-not-presented' },
    ),
    script: {
      ...nobody,
      'GET /api/presentations/:id': () => ({
        say: attempt({ state: 'refused', code: 'certificate-not-presented' }),
      }),
      'POST /api/look-up': () => ({
        say: {
          companyName: '株式会社あおば精機',
          userName: '佐倉 恵子',
          certificates: [
            { status: 'active', expiryDate: '2027-12-22', serialTail: 'D83C', subjectLabel: successor.subjectLabel },
            { status: 'expired', expiryDate: '2026-12-08', serialTail: '43D8', subjectLabel: certificate.subjectLabel },
          ],
        },
      }),
    },
    before: async (page) => {
      await page.locator('summary').click();
      await page.locator('#look-up-id').fill('ａｏｂａ－ｓａｋｕｒａ');
      await page.locator('#look-up-password').fill('secret');
      await page.locator('form button[type=submit]').click();
      await page.locator('details dl').first().waitFor();
    },
    focusOnTitle: false,
  },
];

const tryPassword = async (page: Page) => {
  await page.locator('#login-password').fill('wrong');
  await page.locator('button[type=submit]').click();
};

const passwordScreens: Screen[] = [
  {
    name: 'login.password',
    path: '/login/password',
    script: session(presented),
    title: { ja: 'ログインパスワードの入力', en: 'Enter your login password' },
  },
  {
    name: 'login.password-mismatch',
    path: '/login/password',
    script: {
      ...session(presented),
      'POST /api/login/password': () => ({
        refuse: { code: 'password-mismatch', facts: { triesLeft: 3, minutes: 15 } },
      }),
    },
    title: { ja: 'ログインパスワードの入力', en: 'Enter your login password' },
    before: async (page) => {
      await tryPassword(page);
      await page.locator('.frame.error').waitFor();
    },
    focusOnTitle: false,
  },
  {
    name: 'login.locked',
    path: '/login/password',
    script: {
      ...session(presented),
      'POST /api/login/password': () => ({
        refuse: { code: 'login-locked', facts: { n: 5, until: '2026-12-10T01:20:00.000Z' } },
      }),
    },
    title: { ja: 'ログインを一時的に停止しています', en: 'Login is paused' },
    before: tryPassword,
  },
  {
    name: 'login.user-stopped',
    path: '/login/password',
    script: {
      ...session(presented),
      'POST /api/login/password': () => ({ refuse: { code: 'user-suspended' } }),
    },
    title: { ja: 'この利用者はご利用を停止しています', en: 'This user is suspended' },
    before: tryPassword,
  },
  {
    name: 'error.unexpected',
    path: '/login/password',
    script: { ...session(presented), 'POST /api/login/password': () => ({ refuse: { code: 'unexpected' } }) },
    title: { ja: '処理を完了できませんでした', en: 'We could not complete this' },
    before: tryPassword,
  },
  {
    name: 'error.rate-limited',
    path: '/login/password',
    script: {
      ...session(presented),
      'POST /api/login/password': () => ({
        refuse: { code: 'rate-limited', facts: { retryAt: '2026-12-10T01:05:00.000Z' } },
      }),
    },
    title: { ja: 'しばらくお待ちください', en: 'Please wait a moment' },
    before: tryPassword,
  },
  {
    name: 'error.forbidden',
    path: '/notices',
    script: {
      ...loggedIn(),
      'GET /api/notices': () => ({
        refuse: { code: 'role-forbidden', facts: { requiredRole: 'administrator', role: 'member' } },
      }),
    },
    title: { ja: 'この画面はご利用いただけません', en: 'You cannot use this page' },
  },
  {
    name: 'browser.cookies',
    path: '/',
    script: { ...nobody, 'POST /api/presentations': () => ({ refuse: { code: 'csrf-mismatch' } }) },
    title: { ja: 'ブラウザの設定をご確認ください', en: 'Please check your browser settings' },
    before: (page) => page.locator('.btn.filled').click(),
  },
];

const insideScreens: Screen[] = [
  {
    name: 'main',
    path: '/main',
    script: loggedIn(),
    title: { ja: 'メイン画面', en: 'Main screen' },
  },
  {
    name: 'main-plain',
    path: '/main',
    script: loggedIn({
      tone: 'plain',
      certificate: successor,
      lastLoginAt: null,
      notices: { count: 0, unread: 0, renewals: 0 },
      banner: { kind: 'login-proved', newExpiryDate: '2027-12-22', renewalId: null },
    }),
    title: { ja: 'メイン画面', en: 'Main screen' },
  },
  {
    name: 'main-renewed',
    path: '/main',
    script: loggedIn({
      tone: 'plain',
      certificate: successor,
      notices: { count: 0, unread: 0, renewals: 0 },
      banner: { kind: 'renewed', newExpiryDate: '2027-12-22' },
    }),
    title: { ja: 'メイン画面', en: 'Main screen' },
  },
  {
    name: 'main-caution-unfinished',
    path: '/main',
    script: loggedIn({
      tone: 'caution',
      certificate: { ...certificate, daysLeft: 0, next: 'renewal-in-progress' },
      banner: { kind: 'unfinished', expiryDate: '2026-12-22' },
    }),
    title: { ja: 'メイン画面', en: 'Main screen' },
  },
  {
    name: 'cert.status',
    path: '/certificates',
    script: {
      ...loggedIn(),
      'GET /api/certificates': () => ({ say: { certificates: [certificate] } }),
    },
    title: { ja: '電子証明書の状況', en: 'Certificate status' },
  },
  {
    name: 'cert.status-two',
    path: '/certificates',
    script: {
      ...loggedIn(),
      'GET /api/certificates': () => ({
        say: { certificates: [successor, { ...certificate, next: 'nothing', overlapLastDay: '2026-12-13' }] },
      }),
    },
    title: { ja: '電子証明書の状況', en: 'Certificate status' },
  },
  {
    name: 'renewal.checklist',
    path: '/after-renewal',
    script: loggedIn({ certificate: successor }),
    title: { ja: '更新後にご確認いただきたいこと', en: 'After the renewal' },
  },
  {
    name: 'session.warn',
    path: '/main',
    script: loggedIn({ idleEndsAt: '2026-12-10T01:01:30Z' }),
    title: { ja: 'メイン画面', en: 'Main screen' },
    before: (page) => page.getByRole('alertdialog').waitFor(),
    focusOnTitle: false,
  },
  {
    name: 'session.expired',
    path: '/main',
    script: session({ ...anonymous, ended: { code: 'session-expired', at: '2026-12-10T01:00:00Z' } }),
    title: { ja: '自動的にログアウトしました', en: 'You have been logged out' },
  },
  {
    name: 'session.ended',
    path: '/main',
    script: session({ ...anonymous, ended: { code: 'session-ended-by-certificate', at: '2026-12-10T00:40:00Z' } }),
    title: { ja: 'ログインを終了しました', en: 'Your session has ended' },
  },
];

/** Every page of the portal, in the state that shows most of it. */
export const everyScreen: readonly Screen[] = [
  ...publicScreens,
  ...presentScreens,
  ...passwordScreens,
  ...noticeScreens,
  ...guidanceScreens,
  ...insideScreens,
  ...acquisitionScreens,
  ...tokenScreens,
];
