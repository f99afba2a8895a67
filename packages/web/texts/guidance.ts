import type { Texts } from './catalogue.ts';

/** 更新通知画面, before the bank's effective date (screens 2.3, `notice.legacy`). */
export const guidanceTexts = {
  title: { ja: '電子証明書の更新のお知らせ', en: 'Certificate renewal' },
  body: {
    ja: '有効期限は<b>{expiryDate}</b>です<nw>（あと{daysLeft}日）。</nw>{expiryDate}まで更新できます。',
    en: 'Your certificate is valid until <b>{expiryDate}</b> <nw>({daysLeft} {daysLeft, plural, one {day} other {days}} left).</nw> You can renew until then.',
  },
  today: {
    ja: '有効期限は<b>{expiryDate}</b>です<nw>（本日まで）。</nw>23:59まで更新できます。',
    en: 'Your certificate is valid until <b>{expiryDate}</b> <nw>(until today).</nw> You can renew until 23:59 (Japan time).',
  },
  which: {
    ja: '<label>{subjectLabel}</label>（シリアル番号 末尾 <mono>{serialTail}</mono>）',
    en: '<label>{subjectLabel}</label> (serial ending <mono>{serialTail}</mono>)',
  },
  later: { ja: 'あとで更新する', en: 'Later' },
} as const satisfies Texts;
