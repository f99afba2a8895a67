import type { Texts } from './catalogue.ts';

/** How the file is registered, by system (screens 2.3, `renewal.import.*`); one step or note a line. */
export const renewalImportTexts = {
  title: { ja: '電子証明書の登録', en: 'Register the certificate' },
  surroundings: { ja: 'お使いの環境：{system}・{browser}', en: 'Your system: {system}, {browser}' },
  unknownSystem: { ja: '不明なシステム', en: 'unknown system' },
  unknownBrowser: { ja: '不明なブラウザ', en: 'unknown browser' },
  others: { ja: 'ほかの環境の手順', en: 'Other systems' },
  steps: { ja: '手順', en: 'Steps' },
  'for.windows': { ja: 'Windows（Microsoft Edge・Google Chrome）', en: 'Windows (Microsoft Edge, Google Chrome)' },
  'for.macos': { ja: 'macOS（Safari・Google Chrome）', en: 'macOS (Safari, Google Chrome)' },
  'for.firefox': { ja: 'Firefox', en: 'Firefox' },
  'for.linux': { ja: 'Linux（Chromium・Google Chrome）', en: 'Linux (Chromium, Google Chrome)' },
  'windows.steps': {
    ja: '「ダウンロード」フォルダーの「<b>{fileName}</b>」をダブルクリックします。「証明書のインポート ウィザード」が開きます。\n保存場所は「現在のユーザー」のまま「次へ」、ファイルの画面も「次へ」。\nファイルのパスワードを入力し、ほかのチェックは変えずに「次へ」。\n「証明書の種類に基づいて、自動的に証明書ストアを選択する」のまま「次へ」「完了」。\n「正しくインポートされました。」で「OK」。',
    en: 'Double-click “<b>{fileName}</b>” in Downloads. The Certificate Import Wizard opens.\nKeep Current User, Next; file page, Next.\nEnter the file password, leave the other boxes as they are, Next.\nKeep “Automatically select the certificate store…”, Next, Finish.\n“The import was successful.” OK.',
  },
  'windows.notes': {
    ja: '「セキュリティ警告」が表示されたら「いいえ」を押し、お問い合わせください。\n開けないときは、パソコンの管理者にご確認ください。',
    en: 'If a Security Warning appears, press No and call us.\nIf the file does not open, ask whoever manages this PC.',
  },
  'macos.steps': {
    ja: 'Finderの「ダウンロード」の「<b>{fileName}</b>」をダブルクリックします。「キーチェーンアクセス」が開きます。\n追加先をたずねられたら「ログイン」を選び、ファイルのパスワードを入力して「OK」。\n「自分の証明書」に<label>「<b>{newSubjectLabel}</b>」</label>があることを確認します。\n「確認する」のあと、Macのログインパスワードを求められたら入力し「常に許可」を押します（Mac自身の画面です。{bankName}には送信されません）。',
    en: "Double-click “<b>{fileName}</b>” in Downloads. Keychain Access opens.\nIf asked where, choose login; enter the file password, OK.\nCheck that <label>“<b>{newSubjectLabel}</b>”</label> is under My Certificates.\nAfter Check, if asked for your Mac login password, enter it and press Always Allow (this is the Mac's own question; nothing goes to {bankName}).",
  },
  'macos.older': {
    ja: '正しいパスワードでも「パスワードが違います」と表示されるときは',
    en: 'If the right password is refused:',
  },
  'macos.saveOlder': {
    ja: '古いmacOS向けの形式で保存し直す',
    en: 'Save again in the form for older macOS',
  },
  'macos.weaker': {
    ja: '標準の形式より暗号が弱い形式です。登録が終わったら、ファイルを削除してください。',
    en: 'Its encryption is weaker than that of the standard form. Please delete the file once it is registered.',
  },
  'firefox.steps': {
    ja: 'メニュー「≡」→「設定」→「プライバシーとセキュリティ」→「証明書を管理」（版により「証明書を表示」）。\n「あなたの証明書」→「インポート」（版により「読み込む」）→「<b>{fileName}</b>」。\nファイルのパスワードを入力し「OK」。\n一覧に<label>「<b>{newSubjectLabel}</b>」</label>があることを確認し「OK」。',
    en: 'Menu ≡ → Settings → Privacy & Security → Manage certificates (View Certificates in some versions).\nYour Certificates → Import → “<b>{fileName}</b>”.\nEnter the file password, OK.\nCheck that <label>“<b>{newSubjectLabel}</b>”</label> is listed, OK.',
  },
  'linux.steps': {
    ja: '「設定」→「プライバシーとセキュリティ」→「セキュリティ」→「証明書の管理」。\n「ユーザーの証明書」→「Linux からインポートした証明書を表示する」。\n「インポート」→「<b>{fileName}</b>」→ ファイルのパスワードを入力。\n一覧に<label>「<b>{newSubjectLabel}</b>」</label>があることを確認します。',
    en: 'Settings → Privacy and security → Security → Manage certificates.\nYour certificates → View imported certificates from Linux.\nImport → “<b>{fileName}</b>” → enter the file password.\nCheck that <label>“<b>{newSubjectLabel}</b>”</label> is listed.',
  },
  'after.title': { ja: '登録が終わったら', en: 'When it is registered' },
  'after.body': {
    ja: '「確認する」を押すと、ブラウザが証明書の選択画面を表示します。<label>「<b>{newSubjectLabel}</b>」</label>（シリアル番号の末尾 <mono>{newSerialTail}</mono>）を選んでください。\n\n{stillValid}',
    en: 'Press Check: your browser asks which certificate to use. Choose <label>“<b>{newSubjectLabel}</b>”</label> (serial ending <mono>{newSerialTail}</mono>).\n\n{stillValid}',
  },
  later: { ja: 'あとで続ける', en: 'Continue later' },
} as const satisfies Texts;
