import type { Texts } from './catalogue.ts';

/** What will be renewed, and where it is kept (screens 2.3, `renewal.start`, `renewal.storage`). */
export const renewalStartTexts = {
  title: { ja: '電子証明書の更新', en: 'Renew your certificate' },
  body: { ja: '次の電子証明書を更新します。', en: 'This certificate will be renewed.' },
  continuing: {
    ja: '前回の続きです。電子証明書はまだ発行されていません。',
    en: 'Continuing from last time. No certificate has been issued yet.',
  },
  owner: { ja: '所有者', en: 'Owner' },
  issuer: { ja: '発行者', en: 'Issuer' },
  serial: { ja: 'シリアル番号', en: 'Serial number' },
  expiry: { ja: '有効期限', en: 'Valid until' },
  howSaved: {
    ja: '保存の方法：ファイルに保存し、お客様が登録します。',
    en: 'How it is saved: as a file that you register.',
  },
  howSavedByHelper: {
    ja: '保存の方法：管理ソフトを使用します。',
    en: 'How it is saved: by the management software.',
  },
  useHelper: { ja: '管理ソフトを使う方法', en: 'Use the management software' },
  consents: {
    ja: 'このあと「Webアクセスの確認」が{n}回表示されます。',
    en: 'The Web access confirmation will appear {n, plural, one {once} other {# times}}.',
  },
  otherPcs: {
    ja: 'この電子証明書を、ほかのパソコンでも使用していますか。',
    en: 'Do you also use this certificate on other PCs?',
  },
  'otherPcs.no': { ja: 'いいえ', en: 'No' },
  'otherPcs.yes': {
    ja: 'はい（更新が完了すると、ほかのパソコンの電子証明書はすぐに使用できなくなります）',
    en: 'Yes (it will stop working there as soon as the renewal is complete)',
  },
  'otherPcs.missing': { ja: '「いいえ」または「はい」を選んでください。', en: 'Choose No or Yes.' },
  renew: { ja: '更新', en: 'Renew' },

  'storage.title': { ja: '電子証明書の保存先', en: 'Where to keep the certificate' },
  'storage.pc': { ja: 'パソコンに保存する', en: 'Save to this PC' },
  'storage.token': { ja: '専用USBに保存する', en: 'Save to the dedicated USB key' },
  'storage.before': {
    ja: '専用USBに保存する場合の事前準備について',
    en: 'Before you choose the USB key',
  },
  'storage.points': {
    ja: '専用USBをご利用いただくには、{bankSelf}へ専用USBの利用申込をする必要がありますので、利用申込の画面または{bankSelf}のホームページをご確認いただくか、所定の連絡先までご連絡ください。\n電子証明書の保存には管理ソフトを事前にインストールする必要があります。インストールされていない場合は、以下のダウンロードページよりダウンロードし、パソコンにインストールしてください。',
    en: 'You need to apply to the bank for a dedicated USB key first, on the application page or through the usual contact.\nThe management software has to be installed. If it is not, download and install it from this page.',
  },
  'storage.download': {
    ja: '専用USBのご案内および管理ソフトのダウンロードページはこちら',
    en: 'Dedicated USB key guide and management software download page',
  },
  'usb.title': {
    ja: '専用USBへの保存はまだご利用いただけません',
    en: 'Saving to the USB key is not available yet',
  },
  'usb.body': {
    ja: '足りないもの：{missing}。パソコンに保存する方法で更新できます。',
    en: 'Missing: {missing}. You can renew by saving to this PC.',
  },
  'usb.helper': { ja: '管理ソフト', en: 'management software' },
} as const satisfies Texts;
