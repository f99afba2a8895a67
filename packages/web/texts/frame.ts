import type { Texts } from './catalogue.ts';

/** What may be said around any page (screens 2.0). */
export const frameTexts = {
  'offline.lost': {
    ja: '通信が途切れました。自動的に接続し直しています。',
    en: 'Connection lost. Reconnecting automatically.',
  },
  'offline.back': { ja: '接続が戻りました。続きから進みます。', en: 'Connected again. Continuing.' },
  'warn.title': { ja: 'まもなく自動的にログアウトします', en: 'You will be logged out soon' },
  'warn.body': {
    ja: '操作がないため、{time}にログアウトします。続ける場合は「続ける」を押してください。',
    en: 'There has been no activity. You will be logged out at {time}.',
  },
  'warn.stay': { ja: '続ける', en: 'Stay logged in' },
  'warn.logout': { ja: 'ログアウト', en: 'Log out' },
} as const satisfies Texts;
