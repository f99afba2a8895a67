import type { Texts } from './catalogue.ts';

/** The checks before a renewal (screens 2.3, `renewal.prepare`, `renewal.check`). */
export const renewalPrepareTexts = {
  title: { ja: '電子証明書更新前処理中', en: 'Preparing the renewal' },
  body: {
    ja: '更新を始める前に、お使いの環境を確認しています。確認が終わると、自動的に次の画面が表示されます。\n\nこの間、電子証明書に変更はありません。',
    en: 'We are checking your PC before the renewal starts. The next screen appears by itself.\n\nNothing is changed meanwhile.',
  },
  'check.period': { ja: '更新できる期間', en: 'Renewal period' },
  'check.live': { ja: '進行中の更新', en: 'Renewal in progress' },
  'check.browser': { ja: 'ブラウザの機能', en: 'Browser' },
  'check.clock': { ja: 'パソコンの時計', en: 'Clock' },
  'check.helper': { ja: '管理ソフト', en: 'Management software' },
  'check.storage': { ja: '保存先', en: 'Storage' },
  'check.token': { ja: '専用USB', en: 'USB key' },
  progress: { ja: '{n}項目中{m}項目を確認しました', en: '{m} of {n} checked' },
  finished: {
    ja: '確認が終わりました。次の画面に進みます',
    en: 'The checks are done. Going on to the next screen',
  },
  'missing.title': { ja: '更新の前にご確認ください', en: 'Please check before renewing' },
  'missing.body': {
    ja: '次の{n}点をご確認ください。{stillValid}',
    en: 'Please check the following {n, plural, one {point} other {# points}}. {stillValid}',
  },
  'missing.store': {
    ja: 'このパソコンの保存先に書き込めません。パソコンの管理者にご確認ください。',
    en: "This PC's certificate store cannot be written. Please ask whoever manages this PC.",
  },
  'missing.clock': {
    ja: 'パソコンの時計が約{minutes}分ずれています。日付と時刻を合わせることをおすすめします。',
    en: "The PC's clock is off by about {minutes, plural, one {# minute} other {# minutes}}. We recommend setting it.",
  },
  'missing.again': { ja: 'もう一度確認する', en: 'Check again' },
  'missing.anyway': { ja: 'このまま続ける', en: 'Continue anyway' },
} as const satisfies Texts;
