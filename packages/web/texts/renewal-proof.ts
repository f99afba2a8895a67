import type { Texts } from './catalogue.ts';

/** The proof and its contents (screens 2.3: `proof.*`, `renewal.done`). */
export const renewalProofTexts = {
  again: { ja: 'もう一度確認する', en: 'Check again' },
  toImport: { ja: '登録の手順に戻る', en: 'Back to registering' },
  'old.title': { ja: '更新前の電子証明書が選ばれました', en: 'The earlier certificate was chosen' },
  'old.body': {
    ja: '新しい電子証明書は発行済みです。「もう一度確認する」を押し、<label>「<b>{newSubjectLabel}</b>」</label>（シリアル番号の末尾 <mono>{newSerialTail}</mono>）を選んでください。ブラウザの再起動は必要ありません。{stillValid}',
    en: 'The new one has been issued. Press Check again and choose <label>“<b>{newSubjectLabel}</b>”</label> (serial ending <mono>{newSerialTail}</mono>). No restart is needed. {stillValid}',
  },
  'none.title': { ja: '新しい電子証明書が選択されていません', en: 'The new certificate was not chosen' },
  'none.body': {
    ja: '「キャンセル」を押したか、登録がまだ終わっていないようです。別のブラウザに登録した場合は、そのブラウザでログインすると完了します。{stillValid}',
    en: 'You may have pressed Cancel, or it may not be registered yet. If you registered it in another browser, log in there and the renewal is complete. {stillValid}',
  },

  'done.title': { ja: '電子証明書のインストールが完了しました', en: 'The certificate has been installed' },
  'done.body': {
    ja: '新しい電子証明書でログインできることを確認しました（{provenAt}）。内容をご確認ください。',
    en: 'We checked that you can log in with the new certificate ({provenAt}). Please check its contents.',
  },
  owner: { ja: '所有者', en: 'Owner' },
  issuer: { ja: '発行者', en: 'Issuer' },
  serial: { ja: 'シリアル番号', en: 'Serial number' },
  validity: { ja: '有効期間', en: 'Validity' },
  validityRange: { ja: '<nw>{from}から</nw><nw><b>{until}</b>まで</nw>', en: 'From {from} to <b>{until}</b>' },
  storage: { ja: '保存先（お客様の申告）', en: 'Storage (as you reported)' },
  thisPc: { ja: 'このパソコン（{system}・{browser}）', en: 'This PC ({system}, {browser})' },
  thisPcOnly: { ja: 'このパソコン', en: 'This PC' },
  howChecked: { ja: '確認の方法', en: 'How checked' },
  tls: { ja: 'TLS接続', en: 'TLS connection' },
  overlap: {
    ja: '更新前の電子証明書も、{overlapEnd}まで使用できます。ほかのパソコンで使っている場合は、それまでに新しい電子証明書を登録してください。',
    en: 'The earlier certificate also works until {overlapEnd}. If you use it on other PCs, register the new one there by then.',
  },
  noOverlap: {
    ja: '更新前の電子証明書（有効期限 {oldExpiryDate}）は、ログインに使用できなくなりました。',
    en: 'The earlier certificate (valid until {oldExpiryDate}) can no longer be used to log in.',
  },
  fileNotNeeded: {
    ja: 'ファイル「{fileName}」は不要です。削除をおすすめします。',
    en: 'The file “{fileName}” is no longer needed; we recommend deleting it.',
  },
  print: { ja: '印刷する', en: 'Print' },
} as const satisfies Texts;
