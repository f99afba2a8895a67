import type { Texts } from './catalogue.ts';

/** How a session ends (screens 2.0). `{stillValid}` is empty where it would not be true. */
export const sessionTexts = {
  login: { ja: 'ログイン', en: 'Log in' },
  'expired.title': { ja: '自動的にログアウトしました', en: 'You have been logged out' },
  'expired.body': {
    ja: '操作がないまま{minutes}分が過ぎたため、安全のためログアウトしました。\n\n更新の途中だった場合も、手続きは失われていません。ログインすると、続きから再開できます。{stillValid}',
    en: 'There was no activity for {minutes} minutes.\n\nA renewal in progress is not lost: log in and it continues where it stopped. {stillValid}',
  },
  'ended.title': { ja: 'ログインを終了しました', en: 'Your session has ended' },
  'ended.body': {
    ja: 'ログインに使われた電子証明書が、{time}に使用できなくなったためです。別の有効な電子証明書でログインできます。',
    en: 'The certificate you logged in with stopped being valid at {time}. You can log in with another valid certificate.',
  },
  'logout.title': { ja: 'ログアウトしました', en: 'You have logged out' },
  'logout.body': {
    ja: 'ご利用ありがとうございました。このウィンドウは閉じてかまいません。',
    en: 'You can close this window.',
  },
  'logout.again': { ja: 'もう一度ログインする', en: 'Log in again' },
} as const satisfies Texts;
