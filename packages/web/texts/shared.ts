import type { Texts } from './catalogue.ts';

/** Sentences that several pages say in the same words. */
export const shared = {
  stillValid: {
    ja: '現在の電子証明書は、{expiryDate}まで引き続きご利用いただけます。',
    en: 'Your current certificate keeps working until {expiryDate}.',
  },
  neverAsked: {
    ja: '{bankName}が、電話・メール・SMSで、パスワード、取得用パスワード、PIN、電子証明書のファイルをお尋ねしたり、お預かりしたりすることはありません。',
    en: '{bankName} never asks for or accepts your passwords, acquisition code, PIN or certificate file by phone, e-mail or text message.',
  },
  tail: {
    ja: 'お困りのときは、{helpDesk}（<nw>電話 {phone}、</nw><nw>{phoneHours}）</nw>へ、<nw>お問い合わせ番号 <ref>{refNo}</ref></nw> をお伝えください。',
    en: 'If you need help, call {helpDesk} on {phone} (<nw>{phoneHours})</nw> and quote <nw>reference <ref>{refNo}</ref></nw>.',
  },
  daysLeft: { ja: 'あと{days}日', en: '{days, plural, one {# day left} other {# days left}}' },
  lastDay: { ja: '本日まで', en: 'until today 23:59' },
  'role.administrator': { ja: '管理者', en: 'administrator' },
  'role.approver': { ja: '承認者', en: 'approver' },
  'role.member': { ja: '一般者', en: 'member' },
} as const satisfies Texts;
