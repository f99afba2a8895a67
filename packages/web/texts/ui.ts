import type { Texts } from './catalogue.ts';

/** What the components say themselves, the same on every page. */
export const uiTexts = {
  'button.busy': { ja: '処理中です', en: 'Working…' },
  'step.of': { ja: '手順 {step}／{total}', en: 'Step {step} of {total}' },
  'errors.title': { ja: '入力内容をご確認ください', en: 'Please check what you entered' },
  'errors.spoken': {
    ja: 'エラー：入力内容をご確認ください。{count}件',
    en: 'Error: Please check what you entered. {count, plural, one {# entry} other {# entries}}',
  },
  'errors.prefix': { ja: 'エラー：', en: 'Error: ' },
  'field.fullWidth': { ja: '全角の文字が入っています', en: 'There are full-width characters in it' },
  'field.capsLock': { ja: 'Caps Lockがオンです', en: 'Caps Lock is on' },
  'field.show': { ja: 'パスワードを表示する', en: 'Show password' },
  'check.busy': { ja: '確認中', en: 'Checking' },
  'check.done': { ja: '確認済み', en: 'Done' },
  'check.none': { ja: '使用しません', en: 'Not used' },
  'check.check': { ja: 'ご確認ください', en: 'Please check' },
  'exchange.after': { ja: '更新後', en: 'After renewal' },
  'notices.subject': { ja: '件名', en: 'Subject' },
  'notices.date': { ja: '掲載日', en: 'Date' },
  'notices.state': { ja: '未読・既読', en: 'Unread or read' },
  'notices.unread': { ja: '未読', en: 'Unread' },
  'notices.read': { ja: '既読', en: 'Read' },
  'page.title': { ja: '{title} - {serviceName} - {bankName}', en: '{title} - {serviceName} - {bankName}' },
  'page.skip': { ja: '本文へ移動', en: 'Skip to content' },
  'page.logout': { ja: 'ログアウト', en: 'Log out' },
  'page.user': { ja: '{userName} 様', en: '{userName}' },
  'page.neverAsked': { ja: '{neverAsked}', en: '{neverAsked}' },
  'page.phone': { ja: '電話 {phone}', en: 'Phone {phone}' },
} as const satisfies Texts;
