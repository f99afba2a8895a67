import type { Texts } from './catalogue.ts';

/** From the start of a login to its password (screens 2.1). */
export const loginTexts = {
  'start.title': { ja: '{serviceName} ログイン', en: 'Log in to {serviceName}' },
  'start.body': {
    ja: '電子証明書を確認したあと、ログインパスワードを入力していただきます。\n\nボタンを押すと、ブラウザが証明書の選択画面を表示します。{bankName}の電子証明書を選んでください。',
    en: 'First we check your certificate, then we ask for your login password.\n\nYour browser will ask which certificate to use. Choose the one from {bankName}.',
  },
  'start.login': { ja: '電子証明書ログイン', en: 'Log in with certificate' },
  'start.first': { ja: '電子証明書をはじめて取得する方', en: 'Get your first certificate' },
  'start.expired': { ja: '有効期限が過ぎた方', en: 'Your certificate has expired' },
  'start.mail': { ja: '{bankName}からのメールを確認したい方', en: 'Check a mail from {bankName}' },
  'start.more': { ja: '詳細', en: 'Details' },
  'start.moreBody': {
    ja: '選択画面が出ない、「このサイトにアクセスできません」と表示されるとき：ブラウザの「戻る」でこの画面に戻ってください。原因と次の操作をご案内します。',
    en: "No chooser appears, or the browser says the site can't be reached: go back to this page. It will tell you why and what to do.",
  },
  'password.title': { ja: 'ログインパスワードの入力', en: 'Enter your login password' },
  'password.body': { ja: '電子証明書を確認しました。', en: 'Your certificate has been checked.' },
  'password.company': { ja: '会社名', en: 'Company' },
  'password.user': { ja: '利用者名', en: 'User' },
  'password.loginId': { ja: '利用者ID', en: 'User ID' },
  'password.expiry': { ja: '有効期限', en: 'Expiry' },
  'password.label': { ja: 'ログインパスワード', en: 'Login password' },
  'password.hint': { ja: '半角。大文字と小文字は区別されます', en: 'Case-sensitive' },
  'password.login': { ja: 'ログイン', en: 'Log in' },
  'password.other': { ja: '別の電子証明書を選ぶ', en: 'Choose another certificate' },
  'password.forgot': { ja: 'ログインパスワードを忘れた場合', en: 'Forgotten your password?' },
  'password.mismatch': {
    ja: 'ログインパスワードが一致しませんでした。あと{triesLeft}回一致しないと、{minutes}分間ログインを停止します。',
    en: 'The password did not match. After {triesLeft} more {triesLeft, plural, one {try} other {tries}} login pauses for {minutes} minutes.',
  },
  'password.unclear': {
    ja: 'ログインパスワードが一致しませんでした。',
    en: 'The login password did not match.',
  },
  'password.missing': { ja: 'ログインパスワードを入力してください。', en: 'Enter your login password.' },
  'locked.title': { ja: 'ログインを一時的に停止しています', en: 'Login is paused' },
  'locked.body': {
    ja: 'ログインパスワードが{n}回一致しなかったため、{until}まで停止しています。時刻になると自動的に再開します。電子証明書はそのままです。\n\nお心当たりがない場合は、{bankName}へご連絡ください。',
    en: 'The password did not match {n} times, so login is paused until {until} and then opens again by itself. Your certificate is not affected.\n\nIf this was not you, please contact {bankName}.',
  },
  'locked.back': { ja: 'ログイン画面へ戻る', en: 'Back' },
  'forgot.title': { ja: 'ログインパスワードをお忘れの場合', en: 'Forgotten your login password?' },
  'forgot.body': {
    ja: '承認者・一般者の方：契約の管理者に再設定をご依頼ください。\n\n管理者の方：別の管理者、または{bankName}へご依頼ください。電子証明書はそのままお使いいただけます。',
    en: 'Approvers and members: ask your administrator to reset it.\n\nAdministrators: ask another administrator or {bankName}. Your certificate stays as it is.',
  },
  'forgot.back': { ja: '戻る', en: 'Back' },
  'stopped.title': { ja: 'この利用者はご利用を停止しています', en: 'This user is suspended' },
  'stopped.body': {
    ja: '契約の管理者または{bankName}により停止されています。再開については、契約の管理者にご確認ください。',
    en: 'Suspended by your administrator or {bankName}. Please ask your administrator.',
  },
  'mail.title': { ja: '{bankName}からのメールのご確認', en: 'Is this mail from {bankName}?' },
  'mail.body': {
    ja: '{bankName}のメールにリンクはありません。ログイン後の「重要なお知らせ」に、メールと同じお知らせ番号があれば本物です。ログインできないときは、ご契約時の書類にある電話番号へお問い合わせください。{neverAsked}',
    en: 'Our mails contain no links. If Important notices shows the same notice number after login, the mail is genuine. If you cannot log in, call the number in your contract papers. {neverAsked}',
  },
} as const satisfies Texts;
