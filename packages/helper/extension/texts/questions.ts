/** What our windows say (screens 2.3, Dialogs), word for word. */
export const questionTexts = {
  title: { ja: 'Webアクセスの確認', en: 'Web access confirmation' },
  body: {
    ja: '次のサイトが、お客様に代わって電子証明書の操作を行おうとしています。',
    en: 'This site asks to work with certificates on your behalf.',
  },
  site: { ja: 'サイト', en: 'Site' },
  bank: { ja: '金融機関', en: 'Bank' },
  action: { ja: '操作（{i}／3）', en: 'Action ({i} of 3)' },
  'action.only': { ja: '操作', en: 'Action' },
  ask: {
    ja: 'この操作を許可しますか。心当たりがない場合は「いいえ」を押してください。「いいえ」を押しても、現在の電子証明書はそのままお使いいただけます。',
    en: 'Do you allow this? If you did not start it, press No. Your current certificate stays valid if you press No.',
  },
  yes: { ja: 'はい', en: 'Yes' },
  no: { ja: 'いいえ', en: 'No' },
  'make-key.pc': {
    ja: '新しい電子証明書の鍵を、このパソコンに作成します。',
    en: 'Create the key for a new certificate on this PC.',
  },
  'make-key.token': {
    ja: '新しい電子証明書の鍵を、専用USB「{tokenLabel}」に作成します。',
    en: 'Create the key for a new certificate on the USB key “{tokenLabel}”.',
  },
  'send-request': {
    ja: '作成した鍵で署名した発行の申請を、{bankName}に送信します。',
    en: 'Send {bankName} a request signed with that key.',
  },
  'install.pc': {
    ja: '発行された電子証明書を、このパソコンに保存します。',
    en: 'Save the issued certificate on this PC.',
  },
  'install.token': {
    ja: '発行された電子証明書を、専用USB「{tokenLabel}」に保存します。',
    en: 'Save the issued certificate on the USB key “{tokenLabel}”.',
  },
  all: {
    ja: '鍵の作成、発行の申請、電子証明書の保存を続けて行います。',
    en: 'Create the key, request the certificate and save it, in one go.',
  },
  'remove-old.pc': {
    ja: '更新前の電子証明書（シリアル番号の末尾 {oldSerialTail}）を、このパソコンから削除します。',
    en: 'Remove the earlier certificate (serial ending {oldSerialTail}) from this PC.',
  },
  'remove-old.token': {
    ja: '更新前の電子証明書（シリアル番号の末尾 {oldSerialTail}）を、専用USB「{tokenLabel}」から削除します。',
    en: 'Remove the earlier certificate (serial ending {oldSerialTail}) from the USB key “{tokenLabel}”.',
  },
  'site.allow': {
    ja: 'このサイトに、今後、電子証明書の操作の確認を表示することを許可します。',
    en: 'Allow this site to ask for certificate operations from now on.',
  },
  'pin.title': { ja: '専用USBのPIN', en: 'USB key PIN' },
  'pin.body': {
    ja: '{origin} の依頼で、専用USB「{tokenLabel}」を使用します。PINは{bankName}に送信されません。',
    en: '{origin} asks to use “{tokenLabel}”. The PIN is not sent to {bankName}.',
  },
  'pin.tries': { ja: '残り{tries}回', en: '{tries} tries left' },
  'pin.tries.one': { ja: '残り1回', en: '1 try left' },
  'pin.confirm': { ja: '確認する', en: 'Confirm' },
  'pin.cancel': { ja: 'キャンセル', en: 'Cancel' },
  'pin.empty': { ja: '専用USBのPINを入力してください。', en: 'Enter USB key PIN.' },
  'options.title': { ja: '電子証明書の操作を許可したサイト', en: 'Sites you have allowed' },
  'options.body': {
    ja: '次のサイトに、電子証明書の操作の確認を表示することを許可しています。',
    en: 'These sites may ask for certificate operations.',
  },
  'options.none': { ja: '許可したサイトはありません。', en: 'You have not allowed any site.' },
  'options.takeBack': { ja: '{origin} の許可を取り消す', en: 'Stop allowing {origin}' },
  'options.takenBack': { ja: '{origin} の許可を取り消しました。', en: '{origin} is no longer allowed.' },
} as const;

export type TextKey = keyof typeof questionTexts;
export type Language = 'ja' | 'en';

/** The text with its placeholders filled. Throws for a placeholder that nothing fills. */
export function say(key: TextKey, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  return questionTexts[key][language].replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${key} needs ${name}`);
    return String(value);
  });
}
