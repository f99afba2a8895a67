import type { Texts } from './catalogue.ts';

/** Going on with a renewal (screens 2.4, `resume.*`). */
export const renewalResumeTexts = {
  title: { ja: '更新の続き', en: 'Continue the renewal' },
  'saved.body': {
    ja: '電子証明書は{issuedDate}に発行され、ファイル「<b>{fileName}</b>」に保存されています。',
    en: 'The certificate was issued on {issuedDate} and saved as “<b>{fileName}</b>”.',
  },
  'saved.toImport': { ja: '登録の手順へ進む', en: 'Go to registering' },
  'saved.check': { ja: '登録は済んでいるので確認する', en: 'Already registered, check it' },
  'remake.title': { ja: '電子証明書を作り直します', en: 'Make the certificate again' },
  'remake.body': {
    ja: '前回の鍵はお客様のパソコンの中だけにあり、{bankName}にはありません。新しい鍵で作り直します。{earlier}{stillValid}',
    en: 'The earlier key existed only on your PC, never at {bankName}. A new key is made. {earlier} {stillValid}',
  },
  'remake.earlier': {
    ja: '前回の未使用の電子証明書（シリアル番号の末尾 <mono>{newSerialTail}</mono>）は、新しいものの確認が済むと使用できなくなります。',
    en: 'The unused certificate (serial ending <mono>{newSerialTail}</mono>) stops working once the new one has been checked.',
  },
  'remake.remake': { ja: '作り直す', en: 'Make it again' },
  'remake.lost': {
    ja: '前回の電子証明書をなくした・盗まれた',
    en: 'The earlier file was lost or stolen',
  },
  'keyKept.body': {
    ja: '作成した鍵は、お客様が決めたパスワードで保護され、このブラウザに残っています。ファイルのパスワードを入力すると、同じ電子証明書をファイルに保存できます。',
    en: 'Your key is kept in this browser, protected by the password you chose. Enter the file password to save the same certificate.',
  },
  'keyKept.password': { ja: 'ファイルのパスワード', en: 'File password' },
  'keyKept.missing': { ja: 'ファイルのパスワードを入力してください。', en: 'Enter File password.' },
  'keyKept.mismatch': {
    ja: 'ファイルのパスワードが一致しませんでした。もう一度お試しください。',
    en: 'The file password did not match. Please try again.',
  },
  'keyKept.forgotten': { ja: 'パスワードを忘れた', en: 'Forgotten the password?' },
  'limit.title': { ja: '本日はこれ以上作り直せません', en: 'It cannot be made again today' },
  'limit.body': {
    ja: '鍵の作成は、更新ごとに1日{n}回までです。明日もう一度お試しいただくか、{bankName}へご連絡ください。{stillValid}',
    en: 'Up to {n, plural, one {# key} other {# keys}} can be made per renewal and day. Please try again tomorrow or contact {bankName}. {stillValid}',
  },
  'prove.body': {
    ja: '新しい電子証明書が使えることを確認すると、更新が完了します。',
    en: 'The renewal is complete once the new certificate has been checked.',
  },
  'done.title': { ja: '更新は完了しています', en: 'The renewal is complete' },
  'done.body': {
    ja: '{provenDate}に完了しました。有効期限は{newExpiryDate}です。',
    en: 'Completed on {provenDate}. Valid until {newExpiryDate}.',
  },
} as const satisfies Texts;
