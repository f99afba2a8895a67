import type { Texts } from './catalogue.ts';

/** What is said of a certificate anywhere (screens 2.2, `cert.status`). */
export const certificateTexts = {
  title: { ja: '電子証明書の状況', en: 'Certificate status' },
  state: { ja: '状態', en: 'State' },
  owner: { ja: '所有者', en: 'Owner' },
  issuer: { ja: '発行者', en: 'Issuer' },
  serial: { ja: 'シリアル番号', en: 'Serial number' },
  validity: { ja: '有効期間', en: 'Validity' },
  storage: { ja: '保存先（お客様の申告・確認日）', en: 'Stored on (as reported, checked on)' },
  next: { ja: '次にできること', en: 'What you can do' },
  'status.issued': { ja: '発行済み（未使用）', en: 'Issued, not yet used' },
  'status.active': { ja: '有効', en: 'Valid' },
  'status.retired': { ja: '更新済み（更新前のもの）', en: 'Renewed (earlier one)' },
  'status.revoked': { ja: '失効', en: 'Revoked' },
  'status.expired': { ja: '有効期限切れ', en: 'Expired' },
  validityRange: { ja: '{from}から<b>{until}</b>まで', en: 'From {from} to <b>{until}</b>' },
  'storage.file-on-pc': { ja: 'パソコンのファイル（{date}）', en: 'File on the PC ({date})' },
  'storage.pc-store': {
    ja: 'パソコン（管理ソフトで保存・{date}）',
    en: 'On the PC, saved by the management software ({date})',
  },
  'storage.unknown': { ja: '―', en: '–' },
  'storage.token': { ja: '専用USB（{date}）', en: 'Dedicated USB key ({date})' },
  'next.later': { ja: '{windowStart}から更新できます。', en: 'You can renew from {windowStart}.' },
  'next.now': { ja: '{expiryDate}まで更新できます。', en: 'You can renew until {expiryDate}.' },
  'next.inProgress': { ja: '更新の途中です。', en: 'Renewal in progress.' },
  'next.nothing': { ja: '―', en: '–' },
  overlap: {
    ja: '更新前の電子証明書も、{overlapEnd}まで使用できます。',
    en: 'The earlier certificate also works until {overlapEnd}.',
  },
  renew: { ja: '電子証明書の更新はこちら', en: 'Renew your certificate here' },
  back: { ja: '戻る', en: 'Back' },
} as const satisfies Texts;
