import type { RefusalCode } from '@koshin/lifecycle/refusals/codes.ts';

/** One text in both languages of the portal, in ICU MessageFormat; both name the same placeholders. */
export interface CustomerText {
  readonly ja: string;
  readonly en: string;
}

/**
 * What a customer reads in banners, at fields and in problems, where no page shows its own full text.
 * Null: only operators meet this code.
 */
export const customerTexts = {
  'certificate-not-presented': {
    ja: '電子証明書が選択されていません。もう一度選んでください。',
    en: 'No certificate was chosen. Please choose again.',
  },
  'certificate-expired': { ja: '電子証明書の有効期限が過ぎています。', en: 'This certificate has expired.' },
  'certificate-not-yet-valid': {
    ja: 'この電子証明書はまだ使い始められません。',
    en: 'This certificate is not valid yet.',
  },
  'certificate-revoked': { ja: '失効した電子証明書です。', en: 'This certificate has been revoked.' },
  'certificate-issuer-revoked': {
    ja: 'この電子証明書は使用できなくなりました。{bankName}へお電話ください。',
    en: 'This certificate can no longer be used. Please call {bankName}.',
  },
  'certificate-retired': {
    ja: '更新前の電子証明書です。新しいものを選んでください。',
    en: 'This is the earlier certificate. Choose the new one.',
  },
  'certificate-replaced': {
    ja: '作り直す前の電子証明書です。新しいものを選んでください。',
    en: 'This certificate was replaced. Choose the newer one.',
  },
  'certificate-other-bank': { ja: 'ほかの金融機関の電子証明書です。', en: 'This certificate is from another bank.' },
  'certificate-other-user': { ja: '別の利用者の電子証明書です。', en: "This is another user's certificate." },
  'certificate-unknown-issuer': {
    ja: '{bankName}の電子証明書ではありません。',
    en: 'This certificate was not issued by {bankName}.',
  },
  'certificate-not-registered': {
    ja: 'この電子証明書は確認できませんでした。',
    en: 'This certificate could not be verified.',
  },
  'attempt-expired': {
    ja: '確認の時間が過ぎました。もう一度始めてください。',
    en: 'The check timed out. Please start again.',
  },
  'attempt-already-used': {
    ja: 'この確認は済んでいます。もう一度始めてください。',
    en: 'This check has been used. Please start again.',
  },
  'attempt-other-session': {
    ja: '始めたときと同じブラウザでお試しください。',
    en: 'Use the browser in which you started.',
  },
  'presentation-not-completed': {
    ja: '電子証明書の確認が終わりませんでした。',
    en: 'The certificate check was not completed.',
  },
  'client-cert-header-refused': { ja: '処理を完了できませんでした。', en: 'We could not complete this.' },
  'password-mismatch': { ja: 'ログインパスワードが一致しませんでした。', en: 'The login password did not match.' },
  'login-locked': { ja: '{until}までログインを停止しています。', en: 'Login is paused until {until}.' },
  'login-password-unfit': {
    ja: 'このログインパスワードは設定できません。',
    en: 'This cannot be used as a login password.',
  },
  'user-suspended': { ja: 'この利用者は停止されています。', en: 'This user is suspended.' },
  'contract-closed': { ja: 'このご契約は終了しています。', en: 'This contract is closed.' },
  'session-expired': { ja: '自動的にログアウトしました。', en: 'You have been logged out.' },
  'session-ended-by-certificate': { ja: 'ログインを終了しました。', en: 'Your session has ended.' },
  'csrf-mismatch': { ja: '画面を開き直して、もう一度お試しください。', en: 'Please reload the page and try again.' },
  'rate-limited': { ja: 'しばらくお待ちください。', en: 'Please wait a moment.' },
  'role-forbidden': { ja: 'この操作の権限がありません。', en: 'You do not have permission for this.' },
  'renewal-too-early': { ja: '{windowStart}から更新できます。', en: 'You can renew from {windowStart}.' },
  'renewal-too-late': { ja: '更新の期間が過ぎました。', en: 'The renewal period is over.' },
  'renewal-moved': { ja: '手続きは別のウィンドウに移りました。', en: 'This has moved to another window.' },
  'renewal-already-proven': { ja: '更新は完了しています。', en: 'The renewal is complete.' },
  'renewal-not-live': { ja: 'この更新は終了しています。', en: 'This renewal has ended.' },
  'renewal-out-of-order': { ja: '手続きは先に進んでいます。', en: 'You are already past this step.' },
  'renewal-remake-limit': { ja: '本日はこれ以上作り直せません。', en: 'It cannot be made again today.' },
  'renewal-needs-current-certificate': {
    ja: '更新する電子証明書を選んで確認してください。',
    en: 'Please confirm the certificate to be renewed.',
  },
  'csr-malformed': {
    ja: '申請を読み取れませんでした。もう一度お試しください。',
    en: 'The request could not be read. Please try again.',
  },
  'csr-signature-invalid': {
    ja: '申請を確認できませんでした。もう一度お試しください。',
    en: 'The request could not be verified. Please try again.',
  },
  'csr-subject-differs': {
    ja: '申請の名前が、現在の電子証明書の名前と異なります。同じ名前で申請してください。',
    en: 'The request names another subject than the certificate to be renewed. Please ask with the same name.',
  },
  'key-too-weak': {
    ja: 'この環境の鍵は使用できません。別のブラウザでお試しください。',
    en: 'This key cannot be used. Please try another browser.',
  },
  'key-already-used': { ja: '新しい鍵で作り直します。', en: 'A new key is needed.' },
  'server-key-refused': {
    ja: '鍵はお客様の側で作ります。こちらでは鍵を作りません。',
    en: 'Keys are made on your side and never leave it: we make none.',
  },
  'certificate-lint-refused': { ja: 'ただいま発行できません。', en: 'We cannot issue right now.' },
  'signer-unavailable': {
    ja: 'ただいま発行できません。申請は保存されています。',
    en: 'We cannot issue right now. Your request is kept.',
  },
  'store-unavailable': { ja: 'ただいまご利用いただけません。', en: 'The service is not available now.' },
  'audit-broken': null,
  'proof-old-certificate': { ja: '更新前の電子証明書が選ばれました。', en: 'The earlier certificate was chosen.' },
  'install-not-found': {
    ja: '電子証明書の保存を確認できませんでした。',
    en: 'We could not confirm that it was saved.',
  },
  'consent-declined': { ja: '操作を中止しました。', en: 'Stopped.' },
  'consent-timeout': { ja: '時間が過ぎたため、操作を中止しました。', en: 'Stopped because time ran out.' },
  'webcrypto-missing': { ja: 'このブラウザではお手続きできません。', en: 'This browser cannot be used.' },
  'indexeddb-missing': { ja: 'このブラウザではお手続きできません。', en: 'This browser cannot be used.' },
  'window-refused': { ja: 'このタブで手続きを進めます。', en: 'This continues in this tab.' },
  'clock-skew': { ja: 'パソコンの時計がずれています。', en: "The PC's clock is off." },
  'file-password-weak': { ja: '半角12文字以上で入力してください。', en: 'Use 12 or more characters.' },
  'helper-extension-missing': {
    ja: 'ブラウザの拡張機能「{extensionName}」が見つかりません。ダウンロードページの手順で追加してください。',
    en: 'The browser extension “{extensionName}” was not found. Add it as shown on the download page.',
  },
  'helper-host-missing': {
    ja: '拡張機能はありますが、管理ソフト本体が見つかりません。ダウンロードページからインストールしてください。',
    en: 'The extension is there, but the management software itself is not installed.',
  },
  'helper-outdated': {
    ja: '管理ソフトの版が古いため使用できません（現在 {have}、必要 {need}）。新しい版をインストールしてください。',
    en: 'The management software is too old (you have {have}, {need} is needed). Please install the new version.',
  },
  'helper-not-responding': {
    ja: '管理ソフトが応答しません。ブラウザをすべて閉じて開き直してください。',
    en: 'The management software does not answer. Close all browser windows and open the browser again.',
  },
  'helper-module-missing': {
    ja: '専用USBを読み取る部品（{moduleName}）が見つかりません。管理ソフトを入れ直してください。',
    en: 'The part that reads the USB key ({moduleName}) is missing. Please reinstall the software.',
  },
  'store-not-writable': {
    ja: 'このパソコンの保存先に書き込めません。パソコンの管理者にご確認ください。',
    en: "This PC's certificate store cannot be written. Please ask whoever manages this PC.",
  },
  'helper-origin-refused': { ja: 'このサイトからは操作できません。', en: 'This site may not do this.' },
  'helper-busy': {
    ja: '別の確認が表示されています。そちらに答えてください。',
    en: 'Another confirmation is open. Please answer it first.',
  },
  'token-absent': {
    ja: '専用USBが見つかりません。パソコンに差し込んでください。',
    en: 'No USB key found. Please plug it in.',
  },
  'token-multiple': {
    ja: '専用USBが{n}本接続されています。使うもの（シリアル {tokenSerialTail}）だけを残してください。',
    en: '{n} USB keys are connected. Leave only the one to use (serial {tokenSerialTail}).',
  },
  'token-not-registered': {
    ja: 'この専用USB（シリアル {tokenSerialTail}）は、{bankName}に登録されていません。お渡しした専用USBを接続してください。',
    en: 'This USB key (serial {tokenSerialTail}) is not registered with {bankName}. Please connect the one you were given.',
  },
  'token-other-user': {
    ja: 'この専用USBは別の利用者のものです。ご自分の専用USBを接続してください。',
    en: 'This USB key belongs to another user. Please connect your own.',
  },
  'token-application-pending': {
    ja: '利用申込は{bankName}で確認中です。お渡しまでは、パソコンに保存する方法で更新できます。',
    en: 'Your application is being checked. Until then you can save to this PC.',
  },
  'token-no-application': {
    ja: '専用USBの利用申込がありません。先に利用申込をお願いします。',
    en: 'There is no application for a USB key yet. Please apply first.',
  },
  'token-pin-wrong': {
    ja: 'PINが一致しませんでした。残り{tries}回です。残りが0回になると、専用USBは使用できなくなります。自動で再入力はしません。',
    en: 'The PIN did not match. {tries, plural, one {# try} other {# tries}} left; at 0 the USB key is locked. Nothing is tried automatically.',
  },
  'token-pin-locked': {
    ja: 'PINが{n}回一致しなかったため、専用USBは使用できない状態です。解除は{bankName}でお手続きします。更新はパソコンに保存する方法で続けられます。',
    en: 'The PIN did not match {n, plural, one {# time} other {# times}} and the USB key is locked. {bankName} can unlock it. You can go on by saving to this PC.',
  },
  'token-pin-cancelled': { ja: 'PINの入力が取り消されました。', en: 'The PIN entry was cancelled.' },
  'token-full': {
    ja: '専用USBの空きがありません。管理ソフトで、更新前の（使用できなくなった）電子証明書を削除してください。',
    en: 'The USB key is full. Remove earlier certificates that are no longer valid with the management software.',
  },
  'token-removed': {
    ja: '途中で専用USBが抜かれました。差し込むと、続きから再開できます。',
    en: 'The USB key was removed midway. Plug it in to continue where it stopped.',
  },
  'token-device-key-missing': {
    ja: '{bankName}が書き込んだ確認用の鍵が読み取れません。専用USBを初期化された可能性があります。お取り替えのため、お問い合わせください。',
    en: 'The check key written by {bankName} cannot be read; the USB key may have been initialised. Please call us to exchange it.',
  },
  'token-faulty': {
    ja: '専用USBから応答がありません。差し直すか、別の差込口でお試しください。',
    en: 'The USB key does not answer. Plug it in again or use another port.',
  },
  'token-application-exists': {
    ja: 'お申し込みを受け付けています。',
    en: 'Your application has been received already.',
  },
  'acquisition-mismatch': {
    ja: '利用者IDまたは取得用パスワードが一致しませんでした。',
    en: 'The user ID or code did not match.',
  },
  'acquisition-expired': { ja: '取得用パスワードの期限が過ぎています。', en: 'The acquisition code has expired.' },
  'acquisition-used': { ja: 'この取得用パスワードは使用済みです。', en: 'This code has been used.' },
  'acquisition-locked': { ja: '取得を停止しました。', en: 'Getting the certificate is stopped.' },
  'reissue-without-certificate': null,
  'reissue-which-certificate': null,
  'reacquisition-not-allowed': {
    ja: 'オンラインでの再取得はご利用いただけません。',
    en: 'Getting it again online is not offered.',
  },
  'reacquisition-over': {
    ja: 'オンラインで取得し直せる期間が過ぎました。',
    en: 'The time for doing this online is over.',
  },
  'confirmation-password-mismatch': {
    ja: '確認用パスワードが一致しませんでした。',
    en: 'The confirmation password did not match.',
  },
  'already-revoked': { ja: '{at}に失効済みです。', en: 'It was already revoked at {at}.' },
  'certificate-limit': {
    ja: '電子証明書は{n}枚までです。',
    en: 'Up to {n, plural, one {# certificate is} other {# certificates are}} possible.',
  },
  'login-id-taken': { ja: 'この利用者IDは使われています。', en: 'This user ID is in use.' },
  'mail-invalid': { ja: 'メールアドレスをご確認ください。', en: 'Please check the mail address.' },
  'mail-code-mismatch': { ja: '確認番号が一致しませんでした。', en: 'The number did not match.' },
  'mail-not-resendable': { ja: 'このメールは再送できません。', en: 'This mail cannot be sent again.' },
  'notice-refused': null,
  'approval-own': null,
  'approval-expired': null,
  'operator-token-refused': null,
  'bank-exists': null,
  'bank-invalid': null,
  'issuer-exists': null,
  'issuer-term-refused': null,
  'issuer-revoked': {
    ja: 'ただいま発行できません。{bankName}へお電話ください。',
    en: 'We cannot issue right now. Please call {bankName}.',
  },
  'issuer-in-use': null,
  'issuer-import-refused': null,
  'crl-import-refused': null,
  'mail-certificate-refused': null,
  'changed-meanwhile': {
    ja: '内容が変わりました。最新の内容をご確認ください。',
    en: 'This has changed. Please check the latest state.',
  },
  'request-malformed': { ja: '入力内容をご確認ください。', en: 'Please check what you entered.' },
  'request-too-large': { ja: '入力内容をご確認ください。', en: 'Please check what you entered.' },
  'not-found': { ja: 'ページが見つかりません。', en: 'Page not found.' },
  maintenance: { ja: 'ただいまご利用いただけません。', en: 'The service is not available now.' },
  unexpected: { ja: '処理を完了できませんでした。', en: 'We could not complete this.' },
} as const satisfies Record<RefusalCode, CustomerText | null>;

/** The text to show; a customer who meets an operators' code reads that of `unexpected`. */
export function customerText(code: RefusalCode): CustomerText {
  return customerTexts[code] ?? customerTexts.unexpected;
}
