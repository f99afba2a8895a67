import type { Texts } from './catalogue.ts';

/** What several pages of the renewal window say (screens 2.3, 2.4). */
export const renewalTexts = {
  close: { ja: 'このウィンドウを閉じる', en: 'Close this window' },
  main: { ja: 'メイン画面へ戻る', en: 'Main screen' },
  again: { ja: 'もう一度試す', en: 'Try again' },
  back: { ja: '戻る', en: 'Back' },
  keepOn: { ja: '続ける', en: 'Continue' },
  check: { ja: '確認する', en: 'Check' },
  checkAgain: { ja: 'もう一度確認する', en: 'Check again' },
  withoutHelper: { ja: '管理ソフトを使わずに続ける', en: 'Continue without the software' },
  fileGone: { ja: 'ファイルがない・パスワードを忘れた', en: 'File missing or password forgotten' },
  'turn.back': { ja: '手続きは「{step}」まで進んでいます。', en: 'You have already reached “{step}”.' },
  'step.start': { ja: '電子証明書の更新', en: 'Renew your certificate' },
  'step.storage': { ja: '電子証明書の保存先', en: 'Where to keep the certificate' },
  'step.file-password': { ja: '電子証明書ファイルのパスワード', en: 'Password for the certificate file' },
  'step.issuing': { ja: '電子証明書発行処理中', en: 'Issuing the certificate' },
  'step.installing': { ja: '電子証明書を保存しています', en: 'Saving the certificate' },
  'step.save': { ja: '電子証明書ファイルの保存', en: 'Save the certificate file' },
  'step.import': { ja: '電子証明書の登録', en: 'Register the certificate' },
  'step.resume': { ja: '更新の続き', en: 'Continue the renewal' },
} as const satisfies Texts;
