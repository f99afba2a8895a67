import type { Outcome } from '../machine/renew-identity.ts';
import type { Words } from './language.ts';

/** What `renew` can come to. */
export type RenewalNews = Outcome['outcome'] | 'spoilt';

export const news: Readonly<Record<RenewalNews, Words>> = {
  renewed: {
    ja: '電子証明書を更新しました（有効期限 {notAfter}、シリアル {serial}）。',
    en: 'The certificate was renewed (valid until {notAfter}, serial {serial}).',
  },
  'not-due': {
    ja: 'まだ更新の時期ではありません（有効期限 {notAfter}）。',
    en: 'It is not time to renew yet (valid until {notAfter}).',
  },
  'too-early': {
    ja: '金融機関の更新期間がまだ始まっていません。',
    en: 'The bank’s time for renewals has not begun yet.',
  },
  later: {
    ja: 'いまは更新できません（{why}）。現在の電子証明書はそのままです。時間をおいて実行すると、続きから再開します。',
    en: 'It cannot be renewed now ({why}). The present certificate stays as it is; run again later, it goes on from here.',
  },
  refused: {
    ja: '金融機関が受け付けませんでした：{title}（{code}、お問い合わせ番号 {refNo}）現在の電子証明書はそのままです。',
    en: 'The bank did not accept it: {title} ({code}, reference {refNo}) The present certificate stays as it is.',
  },
  'no-certificate': {
    ja: '電子証明書がありません。はじめて取得するときは --login-id と --code-file を指定してください。',
    en: 'There is no certificate. For the first one, give --login-id and --code-file.',
  },
  'other-key': {
    ja: '依頼した鍵のものではない電子証明書が届いたため、使用しません。金融機関へご連絡ください。',
    en: 'What came is a certificate of another key, and is not used. Please call your bank.',
  },
  spoilt: {
    ja: 'フォルダーの内容を使用できません（{what}）。何も変更していません。',
    en: 'What is in the folder cannot be used ({what}). Nothing was changed.',
  },
};
