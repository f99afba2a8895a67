import type { Texts } from './catalogue.ts';

/** The main screen, and what to check after a renewal (screens 2.2, 2.3). */
export const mainTexts = {
  title: { ja: 'メイン画面', en: 'Main screen' },
  hello: { ja: '{companyName}　{userName} 様（{role}）', en: '{companyName}, {userName} ({role})' },
  lastLogin: { ja: '前回のログイン {lastLogin}', en: 'Last login {lastLogin}' },
  certificate: { ja: '電子証明書', en: 'Certificate' },
  expiry: { ja: '電子証明書　有効期限', en: 'Certificate: valid until' },
  renewable: {
    ja: 'この電子証明書は、{expiryDate}まで更新できます。',
    en: 'You can renew this certificate until {expiryDate}.',
  },
  openNotices: { ja: '重要なお知らせを開く', en: 'Open Important notices' },
  details: { ja: '状況を見る', en: 'Details' },
  notices: { ja: '重要なお知らせ', en: 'Important notices' },
  tokens: { ja: '専用USB', en: 'USB keys' },
  unread: { ja: '未読 {unread}件', en: '{unread} unread' },
  status: { ja: '電子証明書の状況', en: 'Certificate status' },
  'banner.proved': {
    ja: '新しい電子証明書（有効期限 {newExpiryDate}）でログインしました。更新は完了しています。',
    en: 'You logged in with your new certificate (valid until {newExpiryDate}). The renewal is complete.',
  },
  'banner.renewed': {
    ja: '電子証明書を更新しました。新しい有効期限は{newExpiryDate}です。 <link>更新後の確認</link>',
    en: 'Your certificate has been renewed. It is valid until {newExpiryDate}. <link>After the renewal</link>',
  },
  'banner.unfinished': {
    ja: '更新は途中です。「<link>重要なお知らせ</link>」から続けられます。{stillValid}',
    en: 'The renewal is not finished. Continue from <link>Important notices</link>. {stillValid}',
  },
  'after.title': { ja: '更新後にご確認いただきたいこと', en: 'After the renewal' },
  'after.body': {
    ja: '更新前の電子証明書を設定しているものがあれば、新しいものに入れ替えてください。',
    en: 'Replace the earlier certificate wherever it is set up.',
  },
  'after.pcs': { ja: 'ほかのパソコン', en: 'Other PCs' },
  'after.software': { ja: '会計・給与ソフト', en: 'Accounting or payroll software' },
  'after.jobs': { ja: 'サーバーなどの定時処理', en: 'Scheduled jobs on servers' },
  'after.file': { ja: '保存したファイルの削除', en: 'Delete the saved file' },
  'after.calendar': {
    ja: '社内の予定表（次の有効期限 {newExpiryDate}）',
    en: 'Your calendar (next expiry {newExpiryDate})',
  },
  'after.main': { ja: 'メイン画面へ進む', en: 'Go to the main screen' },
} as const satisfies Texts;
