import type { Texts } from './catalogue.ts';

/** 専用USBの利用申込 (screens 2.6). The states are also told as notices: `service/letters/token-words.ts`. */
export const tokenTexts = {
  'apply.title': { ja: '専用USBの利用申込', en: 'Apply for a dedicated USB key' },
  user: { ja: '利用者', en: 'User' },
  collection: { ja: 'お受け取りの方法', en: 'Collection' },
  'collection.branch': { ja: '窓口', en: 'Branch' },
  'collection.post': { ja: '郵送', en: 'Post' },
  contact: { ja: 'ご連絡先', en: 'Contact' },
  'contact.hint': { ja: '日中にご連絡できる電話番号など', en: 'For example your daytime phone number' },
  'apply.continue': { ja: '確認画面へ進む', en: 'Continue' },
  'wrong.collection': { ja: 'お受け取りの方法を選択してください。', en: 'Please choose how you receive it.' },
  'wrong.contact': { ja: 'ご連絡先を入力してください。', en: 'Please enter a contact.' },
  'wrong.long': { ja: 'ご連絡先は200文字以内で入力してください。', en: 'Please keep the contact to 200 characters.' },
  'check.title': { ja: '申込内容の確認', en: 'Check your answers' },
  'check.apply': { ja: '申し込む', en: 'Apply' },
  'check.change': { ja: '修正する', en: 'Change' },
  'status.title': { ja: '専用USBのお申し込み状況', en: 'Your USB key application' },
  number: { ja: '受付番号 {applicationNo}。', en: 'Number {applicationNo}.' },
  received: {
    ja: '受付番号 {applicationNo}。{receivedDate}に受け付けました。{bankName}で確認しています。',
    en: 'Number {applicationNo}, received on {receivedDate}. {bankName} is checking it.',
  },
  accepted: {
    ja: '{date}に承認しました。{collection}でお渡しします。',
    en: 'Approved on {date}; you receive it by {collection}.',
  },
  'accepted.branch': { ja: '窓口', en: 'collection at a branch' },
  'accepted.post': { ja: '郵送', en: 'post' },
  'handed-over': {
    ja: '{date}にお渡ししました。管理ソフトを入れて接続してください。',
    en: 'Handed over on {date}; install the software and connect it.',
  },
  usable: {
    ja: '登録済み（シリアル {tokenSerialTail}）。電子証明書を保存できます。',
    en: 'Registered ({tokenSerialTail}); ready for certificates.',
  },
  declined: {
    ja: '{date}に、今回はお申し込みをお受けできないと判断しました。理由：{reason}',
    en: 'We could not accept the application ({date}). Reason: {reason}',
  },
  withdrawn: { ja: '{date}に取り下げました。', en: 'Withdrawn on {date}.' },
  suspended: { ja: '{date}から利用を停止しています。', en: 'Suspended since {date}.' },
  withdraw: { ja: '申込を取り下げる', en: 'Withdraw' },
  again: { ja: 'もう一度申し込む', en: 'Apply again' },
  download: {
    ja: '専用USBのご案内および管理ソフトのダウンロードページはこちら',
    en: 'Dedicated USB key guide and management software download page',
  },
  main: { ja: 'メイン画面へ進む', en: 'Go to the main screen' },
} as const satisfies Texts;
