import type { Texts } from './catalogue.ts';

/** Wrong turns and ends of a renewal (screens 2.4, `turn.*`, `renewal.*`). */
export const renewalTurnsTexts = {
  'twoWindows.title': { ja: '別のウィンドウで更新が進んでいます', en: 'A renewal is open in another window' },
  'twoWindows.body': {
    ja: '{startedAt}に始めた更新です。手続きが2つになることはありません。このウィンドウで続けると、もう一方は止まります。{unsaved}',
    en: 'Started at {startedAt}. There is only ever one renewal. If you continue here, the other window stops. {unsaved}',
  },
  'twoWindows.unsaved': {
    ja: 'もう一方でまだファイルを保存していない場合も、同じブラウザなら同じ鍵で続けられます。',
    en: 'If the file has not been saved there, the same browser continues with the same key.',
  },
  'twoWindows.here': { ja: 'このウィンドウで続ける', en: 'Continue here' },
  'moved.title': { ja: '手続きは別のウィンドウに移りました', en: 'This has moved to another window' },
  'moved.body': { ja: 'このウィンドウは閉じてかまいません。', en: 'You can close this one.' },
  'loginAgain.title': { ja: '更新する電子証明書を確認します', en: 'Confirm the certificate to be renewed' },
  'loginAgain.body': {
    ja: 'シリアル番号の末尾が <mono>{serialTail}</mono> の電子証明書を選んでください。{stillValid}',
    en: 'Please choose the certificate whose serial ends in <mono>{serialTail}</mono>. {stillValid}',
  },
  'tooEarly.title': { ja: '更新できるのは{windowStart}からです', en: 'You can renew from {windowStart}' },
  'tooEarly.body': {
    ja: 'この電子証明書は{windowStart}から{expiryDate}まで更新できます。今は、お手続きの必要はありません。期間になりましたら、メールと「重要なお知らせ」でお知らせします。',
    en: 'This certificate can be renewed from {windowStart} to {expiryDate}. Nothing is needed now; we will tell you by mail and in Important notices.',
  },
  'tooLate.title': { ja: '更新の期間が過ぎました', en: 'The renewal period is over' },
  'tooLate.body': {
    ja: 'この電子証明書の更新は{expiryDate}まででした。次のお手続きでまたご利用いただけます。',
    en: 'This certificate could be renewed until {expiryDate}. You can get a new one as follows.',
  },
  'tooLate.steps': { ja: 'お手続きを見る', en: 'See the steps' },
  'noLive.title': { ja: 'この更新は終了しています', en: 'This renewal has ended' },
  'noLive.body': {
    ja: '{reason}（{at}）。何も変更されていません。',
    en: '{reason} ({at}). Nothing was changed.',
  },
  'noLive.undated': { ja: '{reason}。何も変更されていません。', en: '{reason}. Nothing was changed.' },
  'noLive.certificate-revoked': { ja: '電子証明書が失効しました', en: 'The certificate was revoked' },
  'noLive.user-suspended': { ja: 'この利用者は停止されています', en: 'This user is suspended' },
  'noLive.contract-closed': { ja: 'ご契約が終了しました', en: 'The contract was closed' },
  'noLive.renewal-too-late': { ja: '更新の期間が過ぎました', en: 'The renewal period is over' },
  'noLive.other': { ja: '更新が取り消されました', en: 'The renewal was cancelled' },
} as const satisfies Texts;
