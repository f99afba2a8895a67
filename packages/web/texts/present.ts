import type { Texts } from './catalogue.ts';

/** What can come of presenting a certificate (screens 2.1, `present.*`). */
export const presentTexts = {
  again: { ja: 'もう一度選ぶ', en: 'Choose again' },
  another: { ja: '別の電子証明書を選ぶ', en: 'Choose another certificate' },
  newer: { ja: '新しい電子証明書を選ぶ', en: 'Choose the new certificate' },
  restart: { ja: 'もう一度始める', en: 'Start again' },
  logout: { ja: 'ログアウト', en: 'Log out' },
  expiredSteps: { ja: '有効期限が過ぎた場合のお手続き', en: 'If your certificate has expired' },
  first: { ja: 'はじめて取得する方', en: 'Get your first certificate' },

  'none.title': { ja: '電子証明書が選択されていません', en: 'No certificate was chosen' },
  'none.body': {
    ja: '{bankName}の電子証明書が送られてきませんでした。\n\n「キャンセル」を押された場合は、もう一度お試しください。ブラウザの再起動は必要ありません。\n\n選択画面が表示されなかった場合は、次のことが考えられます。',
    en: 'We did not receive a certificate from {bankName}.\n\nIf you pressed Cancel, please try again. There is no need to restart the browser.\n\nIf no chooser appeared:',
  },
  'none.causes': {
    ja: '電子証明書が別のパソコンや別のブラウザに保存されている\n専用USBが接続されていない\n有効期限が過ぎている（過ぎたものは選択画面に表示されません）',
    en: 'the certificate may be on another PC or in another browser\nthe dedicated USB key may not be connected\nthe certificate may have expired (expired ones are not offered)',
  },

  'expired.title': { ja: '有効期限が過ぎた電子証明書です', en: 'This certificate has expired' },
  'expired.body': {
    ja: '選ばれた電子証明書の有効期限は{expiryDate}でした。\n\n新しい電子証明書をお持ちの場合は、そちらを選んでください。お持ちでない場合も、お手続きによりまたご利用いただけます。',
    en: 'It was valid until {expiryDate}.\n\nIf you have a newer one, choose that. If not, you can get back in by the steps linked below.',
  },

  'notYet.title': { ja: 'まだ使い始められない電子証明書です', en: 'This certificate is not valid yet' },
  'notYet.body': {
    ja: 'この電子証明書は{validFrom}からご利用いただけます。それまでは、現在の電子証明書をお使いください。',
    en: 'It can be used from {validFrom}. Until then use your current one.',
  },

  'revoked.title': { ja: '失効した電子証明書です', en: 'This certificate has been revoked' },
  'revoked.body': {
    ja: '選ばれた電子証明書（シリアル番号の末尾 <mono>{serialTail}</mono>）は、{revokedDate}に失効しているため使用できません。\n\n新しい電子証明書をお持ちの場合は、そちらを選んでください。失効にお心当たりがない場合は、{bankName}へご連絡ください。',
    en: 'The certificate you chose (serial ending <mono>{serialTail}</mono>) was revoked on {revokedDate} and cannot be used.\n\nIf you have a newer one, choose that. If you did not expect this, please contact {bankName}.',
  },

  'issuerRevoked.title': {
    ja: 'この電子証明書は使用できなくなりました',
    en: 'This certificate can no longer be used',
  },
  'issuerRevoked.body': {
    ja: '{bankName}は、選ばれた電子証明書（シリアル番号の末尾 <mono>{serialTail}</mono>）を発行した認証局を、{revokedDate}に失効させました。お客様の操作やパソコンに問題はありません。\n\n新しい電子証明書をお持ちの場合は、そちらを選んでください。お持ちでない場合は、{helpDesk}（{phone}、{phoneHours}）へお電話ください。新しい電子証明書の取得方法をご案内します。',
    en: 'On {revokedDate} {bankName} revoked the CA that issued the certificate you chose (serial ending <mono>{serialTail}</mono>). Nothing is wrong with what you did or with your PC.\n\nIf you have a newer one, choose that. If not, please call {helpDesk} ({phone}, {phoneHours}): they will tell you how to get a new one.',
  },

  'retired.title': {
    ja: '更新前の電子証明書です',
    en: 'This is the certificate from before the renewal',
  },
  'retired.body': {
    ja: '{provenDate}に更新が完了したため、更新前の電子証明書は使用できません。\n\n<label>「<b>{newSubjectLabel}</b>」</label>（シリアル番号の末尾 <mono>{newSerialTail}</mono>）を選んでください。ブラウザの再起動は必要ありません。\n\n更新にお心当たりがない場合は、{bankName}へご連絡ください。',
    en: 'The renewal was completed on {provenDate}, so the earlier certificate can no longer be used.\n\nChoose <label>“<b>{newSubjectLabel}</b>”</label> (serial ending <mono>{newSerialTail}</mono>). No restart is needed.\n\nIf you did not renew it, please contact {bankName}.',
  },

  'replaced.title': { ja: '作り直す前の電子証明書です', en: 'This certificate was replaced before use' },
  'replaced.body': {
    ja: 'この電子証明書は、使い始める前に作り直されたため使用できません。<label>「<b>{newSubjectLabel}</b>」</label>（シリアル番号の末尾 <mono>{newSerialTail}</mono>）を選んでください。',
    en: 'It was made again with a new key. Choose <label>“<b>{newSubjectLabel}</b>”</label> (serial ending <mono>{newSerialTail}</mono>).',
  },

  'otherBank.title': {
    ja: 'ほかの金融機関の電子証明書です',
    en: 'This certificate is from another bank',
  },
  'otherBank.body': {
    ja: '{bankName}のログインには、{bankName}が発行した電子証明書をお使いください。',
    en: 'To log in to {bankName}, use the certificate issued by {bankName}.',
  },

  'otherUser.title': { ja: '別の利用者の電子証明書です', en: "This is another user's certificate" },
  'otherUser.body': {
    ja: 'この操作には{userName}様ご本人の電子証明書が必要です。選ばれたものは別の利用者のものでした。',
    en: "This step needs {userName}'s own certificate. The one you chose belongs to another user.",
  },

  'unknown.title': {
    ja: '{bankName}の電子証明書ではありません',
    en: 'This certificate was not issued by {bankName}',
  },
  'unknown.body': {
    ja: '発行元を確認できませんでした。マイナンバーカードや、ほかのサービスの電子証明書は使用できません。選択画面で発行元が「{issuerName}」のものを選んでください。',
    en: "We do not recognise its issuer. My Number Card and other services' certificates cannot be used. Choose one whose issuer is “{issuerName}”.",
  },

  'tooOld.title': { ja: '確認の時間が過ぎました', en: 'This check has timed out' },
  'tooOld.body': {
    ja: '安全のため、電子証明書の確認は{minutes}分以内に、始めたときと同じブラウザで終える必要があります。何も変更されていません。もう一度お試しください。',
    en: 'For safety it must be finished within {minutes} minutes in the browser where it was started. Nothing was changed. Please start again.',
  },

  'notCompleted.title': {
    ja: '電子証明書の確認が終わりませんでした',
    en: 'The certificate check was not completed',
  },
  'notCompleted.body': {
    ja: 'ブラウザと{bankName}の間で、電子証明書のやり取りが完了しませんでした。',
    en: 'Your browser could not finish sending a certificate.',
  },
  'notCompleted.causes': {
    ja: '専用USBが抜けている、またはPINの入力を取り消した → 接続してもう一度\nMacのキーチェーンの確認で「拒否」を押した → もう一度試し「許可」\nセキュリティソフトや社内の通信機器が通信を止めている → 社内のご担当へ「*.{presentationDomain}への通信をTLS検査の対象外にする」とお伝えください',
    en: 'USB key removed or PIN cancelled: connect it and try again\nyou pressed Deny in the Mac keychain question: try again and press Allow\nsecurity software or a company proxy blocks it: ask your IT staff to exempt *.{presentationDomain} from TLS inspection',
  },

  'lookUp.summary': { ja: '登録の状況を調べる', en: 'Look up what is registered' },
  'lookUp.body': {
    ja: '{bankName}に登録されている電子証明書の状態と有効期限、次にできることを表示します。',
    en: 'Shows the state and expiry of your certificates at {bankName} and what you can do next.',
  },
  'lookUp.loginId': { ja: '利用者ID', en: 'User ID' },
  'lookUp.password': { ja: 'ログインパスワード', en: 'Login password' },
  'lookUp.ask': { ja: '調べる', en: 'Look up' },
  'lookUp.idMissing': { ja: '利用者IDを入力してください。', en: 'Enter User ID.' },
  'lookUp.passwordMissing': { ja: 'ログインパスワードを入力してください。', en: 'Enter Login password.' },
  'lookUp.mismatch': {
    ja: '利用者IDまたはログインパスワードが一致しませんでした。',
    en: 'The user ID or password did not match.',
  },
  'lookUp.found': { ja: '登録の状況：{companyName} {userName} 様', en: 'Registered for {userName}, {companyName}' },
  'lookUp.nothing': { ja: '登録されている電子証明書はありません。', en: 'No certificate is registered.' },
  'lookUp.state': { ja: '状態', en: 'State' },
  'lookUp.expiry': { ja: '有効期限', en: 'Valid until' },
  'lookUp.shown': { ja: '選択画面での表示', en: 'Shown in the chooser as' },
  'lookUp.next': { ja: '次にできること', en: 'What you can do' },
  'lookUp.choose': {
    ja: 'この電子証明書が保存されているパソコンとブラウザで、選択画面から選んでください。',
    en: 'On the PC and in the browser where it is kept, choose it in the chooser.',
  },
  'lookUp.reissue': {
    ja: 'この電子証明書は使用できません。<link>有効期限が過ぎた場合のお手続き</link>をご覧ください。',
    en: 'It cannot be used. See <link>If your certificate has expired</link>.',
  },
} as const satisfies Texts;
