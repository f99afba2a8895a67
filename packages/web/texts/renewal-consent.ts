import type { Texts } from './catalogue.ts';

/** 「Webアクセスの確認」 (screens 2.3, Dialogs) and what comes of いいえ (`turn.declined`). */
export const renewalConsentTexts = {
  title: { ja: 'Webアクセスの確認', en: 'Web access confirmation' },
  body: {
    ja: '次のサイトが、お客様に代わって電子証明書の操作を行おうとしています。',
    en: 'This site asks to work with certificates on your behalf.',
  },
  site: { ja: 'サイト', en: 'Site' },
  bank: { ja: '金融機関', en: 'Bank' },
  action: { ja: '操作（{i}／{n}）', en: 'Action ({i} of {n})' },
  ask: {
    ja: 'この操作を許可しますか。心当たりがない場合は「いいえ」を押してください。「いいえ」を押しても、現在の電子証明書はそのままお使いいただけます。',
    en: 'Do you allow this? If you did not start it, press No. Your current certificate stays valid if you press No.',
  },
  yes: { ja: 'はい', en: 'Yes' },
  no: { ja: 'いいえ', en: 'No' },
  'act.make-key': {
    ja: '新しい電子証明書の鍵を、このパソコンに作成します。',
    en: 'Create the key for a new certificate on this PC.',
  },
  'act.send-request': {
    ja: '作成した鍵で署名した発行の申請を、{bankName}に送信します。',
    en: 'Send {bankName} a request signed with that key.',
  },
  'act.install': {
    ja: '保存したファイルの電子証明書を、このパソコンに登録する手順に進みます。',
    en: 'Go on to registering the certificate from the saved file on this PC.',
  },
  'act.all': {
    ja: '鍵の作成、発行の申請、電子証明書の保存を続けて行います。',
    en: 'Create the key, request the certificate and save it, in one go.',
  },
  'act.install-by-helper': {
    ja: '発行された電子証明書を、このパソコンに保存します。',
    en: 'Save the issued certificate on this PC.',
  },
  'act.make-key-on-token': {
    ja: '新しい電子証明書の鍵を、専用USB（シリアル {tokenSerialTail}）に作成します。',
    en: 'Create the key for a new certificate on the USB key (serial {tokenSerialTail}).',
  },
  'act.install-on-token': {
    ja: '発行された電子証明書を、専用USB（シリアル {tokenSerialTail}）に保存します。',
    en: 'Save the issued certificate on the USB key (serial {tokenSerialTail}).',
  },
  'declined.title': { ja: '操作を中止しました', en: 'Stopped' },
  'declined.body': {
    ja: '「いいえ」が選ばれたため（または、時間内に選ばれなかったため）、次の操作は行われていません：{act}',
    en: 'You chose No (or time ran out), so this was not done: {act}',
  },
  'declined.busy': {
    ja: '別の確認が表示されています。そちらに答えてください。\n\n次の操作は行われていません：{act}',
    en: 'Another confirmation is open. Please answer it first.\n\nThis was not done: {act}',
  },
  'declined.often': {
    ja: '短い時間に確認が続いたため、{retryAt}まで受け付けを止めています。時刻になりましたら、もう一度お試しください。\n\n次の操作は行われていません：{act}',
    en: 'Too many confirmations in a short time. Please try again after {retryAt}.\n\nThis was not done: {act}',
  },
  'declined.unchanged': { ja: '{issued}{stillValid}', en: '{issued} {stillValid}' },
  'declined.issued': {
    ja: '発行された電子証明書は失われていません。',
    en: 'The issued certificate is not lost.',
  },
} as const satisfies Texts;
