import type { Texts } from './catalogue.ts';

/** What is wrong with the USB token, and what to do (screens 2.6, `token.error.*`); `{stillValid}` follows on the page. */
export const renewalTokenTexts = {
  title: { ja: '専用USBをご確認ください', en: 'Please check the USB key' },
  apply: { ja: '利用申込', en: 'Apply for a USB key' },
  'token-absent': {
    ja: '専用USBが見つかりません。パソコンに差し込んでください。',
    en: 'No USB key found. Please plug it in.',
  },
  'token-multiple': {
    ja: '専用USBが{n}本接続されています。使うもの（シリアル {tokenSerialTail}）だけを残してください。',
    en: '{n} USB keys are connected. Leave only the one to use (serial {tokenSerialTail}).',
  },
  /** Where the bank has not told which is the customer's. */
  'token-multiple.any': {
    ja: '複数の専用USBが接続されています。使うものだけを残してください。',
    en: 'More than one USB key is connected. Leave only the one to use.',
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
  /** Most tokens do not say how many tries are left. */
  'token-pin-wrong.untold': {
    ja: 'PINが一致しませんでした。続けて一致しないと、専用USBは使用できなくなります。自動で再入力はしません。',
    en: 'The PIN did not match. After several wrong PINs the USB key is locked. Nothing is tried automatically.',
  },
  'token-pin-locked': {
    ja: 'PINが続けて一致しなかったため、専用USBは使用できない状態です。解除は{bankName}でお手続きします。更新はパソコンに保存する方法で続けられます。',
    en: 'The PIN did not match several times and the USB key is locked. {bankName} can unlock it. You can go on by saving to this PC.',
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
} as const satisfies Texts;
