import type { Text } from './text.ts';

/** What every letter has around its own words (screens 3: HEAD, FACTS, VERIFY, VERIFY-PHONE, FOOT). */
export const frameWords = {
  userName: { ja: '{userName} 様', en: 'Dear {userName},' },
  thanks: {
    ja: '平素より{bankName}の{serviceName}をご利用いただき、誠にありがとうございます。',
    en: 'Thank you for using {serviceName} of {bankName}.',
  },
  noLink: { ja: 'このメールにはリンクがありません。', en: 'This mail contains no links.' },
  verify: {
    ja: 'いつもお使いのブックマーク（お気に入り）から{serviceName}にログインし、「重要なお知らせ」に同じお知らせ番号があれば、{bankName}からのご連絡です。',
    en: 'Log in to {serviceName} from your own bookmark: if Important notices shows the same notice number, this mail is from {bankName}.',
  },
  signed: {
    ja: 'このメールには{bankName}の電子署名が付いています。',
    en: 'It is digitally signed by {bankName}.',
  },
  verifyByPhone: {
    ja: 'ご確認は、ご契約時の書類に記載の電話番号へお問い合わせのうえ、お知らせ番号をお伝えください。',
    en: 'To verify it, call the number in your contract papers and give the notice number.',
  },
  neverAsked: {
    ja: '{bankName}が、電話・メール・SMSで、パスワード、取得用パスワード、PIN、電子証明書のファイルをお尋ねしたり、お預かりしたりすることはありません。',
    en: '{bankName} never asks for or accepts your passwords, acquisition code, PIN or certificate file by phone, e-mail or text message.',
  },
  contact: {
    ja: 'お問い合わせ {bankName} {helpDesk} 電話 {phone}（{phoneHours}）。',
    en: 'Contact: {bankName} {helpDesk}, {phone} ({phoneHours}).',
  },
  compareNumber: {
    ja: '番号がご契約時の書類と同じであることをお確かめください。',
    en: 'Please check that this number is the one in your contract papers.',
  },
  sendOnly: { ja: 'このメールは送信専用です。', en: 'This address does not receive mail.' },
  calendar: {
    ja: 'カレンダー用のファイルを添付しています。開かなくても、お手続きに影響はありません。',
    en: 'A calendar file is attached; you need not open it.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** The labels of FACTS. */
export const factWords = {
  contractTail: { ja: '契約者ID（末尾4桁）', en: 'Contract number (last 4)' },
  loginIdTail: { ja: '利用者ID（末尾3文字）', en: 'User ID (last 3)' },
  serialTail: { ja: '電子証明書のシリアル番号（末尾4桁）', en: 'Certificate serial (last 4)' },
  expiryDate: { ja: '有効期限', en: 'Valid until' },
  codeExpiry: { ja: '取得用パスワードの期限', en: 'Acquisition code valid until' },
  noticeNo: { ja: 'お知らせ番号', en: 'Notice number' },
} as const satisfies Readonly<Record<string, Text>>;

/** Words that stand in for a setting or a fact. */
export const choiceWords = {
  guidancePlace: {
    'important-notices': { ja: '「重要なお知らせ」', en: 'Important notices' },
    'renewal-notice': { ja: '「電子証明書の更新のお知らせ」', en: 'Certificate renewal notice' },
    'main-screen': { ja: '「メイン画面」', en: 'Main screen' },
  },
  actor: {
    administrator: { ja: '契約の管理者', en: 'an administrator of your contract' },
    bank: { ja: '{bankName}', en: '{bankName}' },
    user: { ja: 'ご本人', en: 'you' },
  },
  /** The same `user`, told to somebody else. */
  userOfAnother: { ja: 'ご本人', en: 'its user' },
  fate: {
    revoked: { ja: '失効しました', en: 'has been revoked' },
    'usable-until-new': {
      ja: '新しい電子証明書の利用開始まで使用できます',
      en: 'can be used until the new one is in use',
    },
  },
  /** With the verb: a code is sent by post, and handed over by people. */
  delivery: {
    post: { ja: '郵送でお送りしました', en: 'was sent to you by post' },
    counter: { ja: '窓口でお渡ししました', en: 'was handed over to you at our counter' },
    administrator: {
      ja: '契約の管理者を通じてお渡ししました',
      en: 'was handed over to you by an administrator of your contract',
    },
  },
} as const;
