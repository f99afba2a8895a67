import type { Texts } from './catalogue.ts';

/** From the file's password to the saved file (screens 2.3: `renewal.file-password`, `renewal.issuing`, `renewal.save`). */
export const renewalFileTexts = {
  'password.title': { ja: '電子証明書ファイルのパスワード', en: 'Password for the certificate file' },
  'password.body': {
    ja: '新しい電子証明書を、パスワード付きのファイルに保存します。パスワードは、次の登録のときに使います。\n\nこのパスワードは{bankName}に送信されず、記録もされません。忘れた場合は、電子証明書を作り直せます。',
    en: 'The new certificate is saved as a file protected by a password, which you need when you register it.\n\nIt is neither sent to nor kept by {bankName}. If you forget it, the certificate can be made again.',
  },
  'password.label': { ja: 'ファイルのパスワード', en: 'File password' },
  'password.hint': {
    ja: '半角の英数字・記号で{n}文字以上',
    en: '{n, plural, other {# or more letters, digits, symbols}}',
  },
  'password.repeat': { ja: '確認のためもう一度', en: 'File password again' },
  'password.next': { ja: '次へ進む', en: 'Continue' },
  'password.missing': { ja: 'ファイルのパスワードを入力してください。', en: 'Enter File password.' },
  'password.short': {
    ja: 'ファイルのパスワードは{n}文字以上で入力してください。',
    en: 'File password must have at least {n, plural, other {# characters}}.',
  },
  'password.halfWidth': {
    ja: 'ファイルのパスワードは半角の英数字・記号で入力してください。',
    en: 'Use letters, digits and symbols of a plain keyboard for File password.',
  },
  'password.different': {
    ja: 'ファイルのパスワードと確認のための入力が一致しません。もう一度入力してください。',
    en: 'File password and File password again do not match. Please enter them again.',
  },

  'issuing.title': { ja: '電子証明書発行処理中', en: 'Issuing the certificate' },
  'issuing.body': {
    ja: '電子証明書を発行しています。処理が終わると、自動的に次の画面が表示されます。',
    en: 'Your certificate is being issued. The next screen appears by itself.',
  },
  'issuing.making': { ja: '鍵を作成しています', en: 'Creating the key' },
  'issuing.made': { ja: '鍵を作成しました', en: 'Key created' },
  'issuing.sent': { ja: '発行を申請しました', en: 'Request sent' },
  'issuing.issuing': { ja: '発行しています', en: 'Issuing' },
  'issuing.slow': {
    ja: '通常より時間がかかっています。このままお待ちください。',
    en: 'This is taking longer than usual. Please wait.',
  },
  'issuing.cutOff': {
    ja: '通信が途切れました。申請は失われません。自動的に接続し直しています。このウィンドウを閉じて、あとで続けることもできます。',
    en: 'The connection was lost. Your request is safe. Reconnecting. You may also close this window and continue later.',
  },
  'signerDown.title': { ja: 'ただいま発行できません', en: 'We cannot issue right now' },
  'signerDown.body': {
    ja: '申請は受け付けていますが、{bankName}の発行の設備が一時的に止まっています。自動的に再開します。{stillValid}',
    en: 'Your request is kept; our issuing equipment is stopped for the moment and will resume. {stillValid}',
  },

  'save.title': { ja: '電子証明書ファイルの保存', en: 'Save the certificate file' },
  'save.body': {
    ja: 'ファイル名 <b>{fileName}</b>\n\nこのファイルには、お客様だけが使う鍵が入っています。メールで送ったり、共有フォルダーに置いたりしないでください。',
    en: 'File name <b>{fileName}</b>\n\nIt holds the key that only you may use. Do not mail it or put it in a shared folder.',
  },
  'save.keepOpen': {
    ja: '保存が終わるまで、このウィンドウを閉じないでください。',
    en: 'Please keep this window open until the file is saved.',
  },
  'save.save': { ja: 'ファイルを保存する', en: 'Save the file' },
  'save.begun': {
    ja: '保存を始めました。ブラウザのダウンロード一覧に「{fileName}」があることをご確認ください。',
    en: "Saving has started. Check that “{fileName}” is in your browser's downloads.",
  },
  'save.next': { ja: '保存したので次へ進む', en: 'It is saved, continue' },
  'save.again': { ja: 'もう一度保存する', en: 'Save again' },
} as const satisfies Texts;
