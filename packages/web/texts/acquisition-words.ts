import type { OtherWords, Text } from './catalogue.ts';
import { errorTexts } from './errors.ts';
import { renewalTexts } from './renewal.ts';
import { renewalConsentTexts } from './renewal-consent.ts';
import { renewalFileTexts } from './renewal-file.ts';
import { renewalImportTexts } from './renewal-import.ts';
import { renewalPrepareTexts } from './renewal-prepare.ts';
import { renewalProofTexts } from './renewal-proof.ts';
import { renewalResumeTexts } from './renewal-resume.ts';
import { renewalStartTexts } from './renewal-start.ts';
import { renewalTokenTexts } from './renewal-token.ts';
import { renewalTurnsTexts } from './renewal-turns.ts';

const instead: readonly (readonly [Text, Text])[] = [
  [renewalTexts.close, { ja: 'あとで続ける', en: 'Continue later' }],
  [renewalTexts.main, { ja: 'ログイン画面へ戻る', en: 'Back to the login page' }],
  [renewalTexts['step.start'], { ja: '電子証明書の取得', en: 'Get your certificate' }],
  [renewalTexts['step.resume'], { ja: '取得の続き', en: 'Continue getting the certificate' }],

  [renewalPrepareTexts.title, { ja: '電子証明書取得前処理中', en: 'Preparing' }],
  [
    renewalPrepareTexts.body,
    {
      ja: '取得を始める前に、お使いの環境を確認しています。確認が終わると、自動的に次の画面が表示されます。',
      en: 'We are checking your PC before you get the certificate. The next screen appears by itself.',
    },
  ],
  [renewalPrepareTexts['check.period'], { ja: '取得用パスワード', en: 'Acquisition code' }],
  [renewalPrepareTexts['check.live'], { ja: '進行中の取得', en: 'Progress so far' }],
  [
    renewalPrepareTexts['missing.title'],
    { ja: '取得の前にご確認ください', en: 'Please check before getting the certificate' },
  ],

  [
    renewalConsentTexts.ask,
    {
      ja: 'この操作を許可しますか。心当たりがない場合は「いいえ」を押してください。',
      en: 'Do you allow this? If you did not start it, press No.',
    },
  ],
  [
    renewalFileTexts['password.body'],
    {
      ja: '新しい電子証明書を、パスワード付きのファイルに保存します。パスワードは、次の登録のときに使います。\n\nこのパスワードは{bankName}に送信されず、記録もされません。忘れた場合は、新しい取得用パスワードが必要になります。',
      en: 'The new certificate is saved as a file protected by a password, which you need when you register it.\n\nIt is neither sent to nor kept by {bankName}. If you forget it, you need another acquisition code.',
    },
  ],
  [
    renewalImportTexts['after.body'],
    {
      ja: '「確認する」を押すと、開通確認のため、ブラウザが証明書の選択画面を表示します。<label>「<b>{newSubjectLabel}</b>」</label>（シリアル番号の末尾 <mono>{newSerialTail}</mono>）を選んでください。',
      en: 'Press Check for its first use: your browser asks which certificate to use. Choose <label>“<b>{newSubjectLabel}</b>”</label> (serial ending <mono>{newSerialTail}</mono>).',
    },
  ],

  [
    renewalStartTexts['usb.body'],
    {
      ja: '足りないもの：{missing}。パソコンに保存する方法で取得できます。',
      en: 'Missing: {missing}. You can get the certificate by saving it to this PC.',
    },
  ],
  [
    renewalTokenTexts['token-application-pending'],
    {
      ja: '利用申込は{bankName}で確認中です。お渡しまでは、パソコンに保存する方法で取得できます。',
      en: 'Your application is being checked. Until then you can save to this PC.',
    },
  ],
  [
    renewalTokenTexts['token-no-application'],
    {
      ja: '専用USBの利用申込がありません。パソコンに保存する方法で取得し、ログインしてから利用申込をお願いします。',
      en: 'There is no application for a USB key yet. Please save to this PC; once you have logged in you can apply.',
    },
  ],
  [
    renewalTokenTexts['token-pin-locked'],
    {
      ja: 'PINが続けて一致しなかったため、専用USBは使用できない状態です。解除は{bankName}でお手続きします。取得はパソコンに保存する方法で続けられます。',
      en: 'The PIN did not match several times and the USB key is locked. {bankName} can unlock it. You can go on by saving to this PC.',
    },
  ],
  [
    renewalTokenTexts['token-full'],
    {
      ja: '専用USBの空きがありません。管理ソフトで、使用できなくなった電子証明書を削除してください。',
      en: 'The USB key is full. Remove certificates that are no longer valid with the management software.',
    },
  ],

  [renewalProofTexts['old.title'], { ja: '別の電子証明書が選ばれました', en: 'Another certificate was chosen' }],
  [
    renewalProofTexts['none.body'],
    {
      ja: '「キャンセル」を押したか、登録がまだ終わっていないようです。別のブラウザに登録した場合は、そのブラウザでログインすると完了します。',
      en: 'You may have pressed Cancel, or it may not be registered yet. If you registered it in another browser, log in there and you are done.',
    },
  ],

  [renewalResumeTexts.title, { ja: '取得の続き', en: 'Continue getting the certificate' }],
  [
    renewalResumeTexts['prove.body'],
    {
      ja: '電子証明書が使えることを確認すると、取得が完了します。',
      en: 'You are done once the certificate has been checked.',
    },
  ],

  [renewalTurnsTexts['noLive.title'], { ja: 'この取得は終了しています', en: 'Getting this certificate has ended' }],
  [renewalTurnsTexts['noLive.other'], { ja: '取得が取り消されました', en: 'It was cancelled' }],

  [
    errorTexts['unsupported.body'],
    {
      ja: 'お使いのブラウザには、電子証明書を安全に作成する機能がありません。最新のMicrosoft Edge、Google Chrome、Firefox、Safariで、もう一度、取得用パスワードを入力してください。',
      en: 'It cannot create a certificate safely. Please enter the acquisition code again in a current Microsoft Edge, Google Chrome, Firefox or Safari.',
    },
  ],
  [
    errorTexts['phone.body'],
    {
      ja: '電子証明書は、ログインにお使いになるパソコンに保存します。スマートフォン・タブレットでは取得できません。',
      en: 'The certificate is saved on the PC you will log in with, so it cannot be got on a phone or tablet.',
    },
  ],
  [errorTexts['phone.back'], { ja: 'ログイン画面へ戻る', en: 'Back to the login page' }],
];

/** What the pages of a renewal say where it is no renewal but 取得 (screens 2.9): everything else stands as it is. */
export const acquisitionWords: OtherWords = new Map(instead);
