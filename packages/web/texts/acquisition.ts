import type { Texts } from './catalogue.ts';

/** 取得: from the code to the first use (screens 2.9). */
export const acquisitionTexts = {
  title: { ja: '電子証明書の取得', en: 'Get your certificate' },
  body: {
    ja: '利用者IDと、お渡しした取得用パスワードを入力してください。取得用パスワードはメールではお送りしていません。',
    en: 'Enter your user ID and the acquisition code you were given. It is never sent by mail.',
  },
  again: {
    ja: 'もう一度、利用者IDと取得用パスワードを入力してください。途中のお手続きは、続きから始まります。',
    en: 'Please enter your user ID and the acquisition code again. What you had begun goes on where it stopped.',
  },
  loginId: { ja: '利用者ID', en: 'User ID' },
  code: { ja: '取得用パスワード', en: 'Acquisition code' },
  'code.hint': { ja: '英字と数字16文字。ハイフンは省略できます', en: '16 letters and digits; hyphens may be left out' },
  next: { ja: '次へ進む', en: 'Continue' },
  'loginId.missing': { ja: '利用者IDを入力してください。', en: 'Enter your user ID.' },
  'code.missing': { ja: '取得用パスワードを入力してください。', en: 'Enter the acquisition code.' },
  mismatch: {
    ja: '利用者IDまたは取得用パスワードが一致しませんでした。{n}回一致しないと、取得用パスワードは使用できなくなります。',
    en: 'The user ID or code did not match. After {n} mismatches the code can no longer be used.',
  },
  'locked.title': { ja: '取得を停止しました', en: 'Getting the certificate is stopped' },
  'locked.body': {
    ja: '取得用パスワードが{n}回一致しなかったため、使用できなくなりました。契約の管理者または{bankName}に、新しい取得用パスワードをご依頼ください。',
    en: 'The code did not match {n} times and can no longer be used. Ask your administrator or {bankName} for a new one.',
  },
  /** Where the service does not say since when, or after how many tries. */
  askForAnother: {
    ja: '契約の管理者または{bankName}に、新しい取得用パスワードをご依頼ください。',
    en: 'Ask your administrator or {bankName} for a new one.',
  },
  'expired.title': { ja: '取得用パスワードの期限が過ぎています', en: 'The acquisition code has expired' },
  'expired.body': {
    ja: '期限は{codeExpiry}でした。契約の管理者または{bankName}に、新しい取得用パスワードをご依頼ください。',
    en: 'It was valid until {codeExpiry}. Ask your administrator or {bankName} for a new one.',
  },
  'used.title': { ja: 'この取得用パスワードは使用済みです', en: 'This code has been used' },
  'used.body': {
    ja: '{usedDate}に電子証明書を取得しています。そのパソコンでログインできます。お心当たりがない場合は、{bankName}へご連絡ください。',
    en: 'A certificate was obtained with it on {usedDate}; you can log in on that PC. If that was not you, please contact {bankName}.',
  },
  'used.undated': {
    ja: '電子証明書を取得したパソコンでログインできます。お心当たりがない場合は、{bankName}へご連絡ください。',
    en: 'You can log in on the PC where a certificate was obtained with it. If that was not you, please contact {bankName}.',
  },
  'keyGone.title': { ja: '電子証明書の鍵が見つかりません', en: 'The key of the certificate was not found' },
  'keyGone.issued': {
    ja: 'この取得用パスワードでは{usedDate}に電子証明書を発行しています。鍵は、そのときのパソコンとブラウザの中だけにあります。',
    en: 'A certificate was issued for this code on {usedDate}. Its key exists only on the PC and in the browser used then.',
  },
  'keyGone.requested': {
    ja: 'この取得用パスワードでは、電子証明書の発行が申請されています。鍵は、そのときのパソコンとブラウザの中だけにあります。',
    en: 'A certificate has been requested with this code. Its key exists only on the PC and in the browser used then.',
  },
  'keyGone.body': {
    ja: 'そのパソコンとブラウザで、もう一度、取得用パスワードを入力すると、続きから始まります。鍵を失った場合は、契約の管理者または{bankName}に、新しい取得用パスワードをご依頼ください。',
    en: 'Enter the code again there to go on where you stopped. If the key is lost, ask your administrator or {bankName} for a new code.',
  },
  login: { ja: '電子証明書ログイン', en: 'Log in with certificate' },
  back: { ja: 'ログイン画面へ戻る', en: 'Back to the login page' },
  'set.title': { ja: 'ログインパスワードの設定', en: 'Set your login password' },
  'set.body': {
    ja: '次回からログインに使います。取得用パスワードと同じものは使えません。',
    en: 'You will use it to log in. It must not be the acquisition code.',
  },
  'set.label': { ja: 'ログインパスワード', en: 'Login password' },
  'set.repeat': { ja: 'ログインパスワード（もう一度）', en: 'Login password (again)' },
  'set.hint': { ja: '半角{n}文字以上。大文字と小文字は区別されます', en: '{n} or more characters, case-sensitive' },
  'set.set': { ja: '設定する', en: 'Set' },
  'set.short': { ja: 'ログインパスワードは{n}文字以上で入力してください。', en: 'Enter {n} or more characters.' },
  'set.characters': { ja: '半角の文字だけで入力してください。', en: 'Use half-width characters only.' },
  'set.different': {
    ja: 'ログインパスワードと確認のための入力が一致しません。もう一度入力してください。',
    en: 'The two entries do not match. Please enter them again.',
  },
  'set.same-as-code': {
    ja: '取得用パスワードとは別のものにしてください。',
    en: 'Choose something other than the acquisition code.',
  },
  'give.title': { ja: 'ログインパスワードの入力', en: 'Enter your login password' },
  'give.body': { ja: '取得用パスワードを確認しました。', en: 'Your acquisition code has been checked.' },
  'start.body': { ja: '次の電子証明書を取得します。', en: 'You will get this certificate.' },
  company: { ja: '会社名', en: 'Company' },
  acquire: { ja: '取得する', en: 'Get the certificate' },
  'done.body': {
    ja: 'ご利用を開始できます（{provenAt}に確認）。',
    en: 'You can start using the service. It was checked at {provenAt}.',
  },
  'done.next': {
    ja: '次の更新は{nextWindowStart}からです。メールと「重要なお知らせ」でお知らせします。',
    en: 'It can next be renewed from {nextWindowStart}; we will tell you by mail and in Important notices.',
  },
  'done.login': { ja: 'ログイン画面へ進む', en: 'Go to login' },
} as const satisfies Texts;
