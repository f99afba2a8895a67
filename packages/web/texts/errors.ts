import type { Texts } from './catalogue.ts';

/** Pages for what went wrong, and for browsers that cannot go on (screens 2.0). */
export const errorTexts = {
  main: { ja: 'メイン画面へ戻る', en: 'Main screen' },
  again: { ja: 'もう一度試す', en: 'Try again' },
  'unexpected.title': { ja: '処理を完了できませんでした', en: 'We could not complete this' },
  'unexpected.body': {
    ja: '{bankName}のシステムで問題が起きました。お客様の操作が原因ではありません。\n\nすでに完了したお手続きと、お持ちの電子証明書に影響はありません。少し時間をおいてお試しください。',
    en: 'Something went wrong on our side, not because of anything you did.\n\nWhat you had completed and your certificates are not affected. Please try again in a little while.',
  },
  'maintenance.title': { ja: 'ただいまご利用いただけません', en: 'The service is not available now' },
  'maintenance.body': {
    ja: '{from}から{until}まで、システムの点検を行っています。{until}以降にご利用ください。お持ちの電子証明書に影響はありません。',
    en: 'Maintenance is under way from {from} to {until}. Please come back after {until}. Your certificates are not affected.',
  },
  'maintenance.open': {
    ja: 'システムの点検を行っています。再開は{bankName}のホームページでお知らせします。お持ちの電子証明書に影響はありません。',
    en: 'Maintenance is under way. {bankName} announces on its home page when the service is open again. Your certificates are not affected.',
  },
  'not-found.title': { ja: 'ページが見つかりません', en: 'Page not found' },
  'not-found.body': {
    ja: 'アドレスが変わったか、期限の過ぎた画面です。',
    en: 'The address has changed or the page has expired.',
  },
  'not-found.main': { ja: 'メイン画面へ進む', en: 'Go to the main screen' },
  'forbidden.title': { ja: 'この画面はご利用いただけません', en: 'You cannot use this page' },
  'forbidden.body': {
    ja: 'この操作ができるのは{requiredRole}の方です（現在の役割：{role}）。契約の管理者にご確認ください。',
    en: 'This is for {requiredRole} users (your role: {role}). Please ask your administrator.',
  },
  'rate-limited.title': { ja: 'しばらくお待ちください', en: 'Please wait a moment' },
  'rate-limited.body': {
    ja: '短い時間に操作が続いたため、{retryAt}まで受け付けを止めています。時刻になりましたら、もう一度お試しください。',
    en: 'Too many attempts in a short time. Please try again after {retryAt}.',
  },
  'unsupported.title': {
    ja: 'このブラウザではお手続きできません',
    en: 'This browser cannot be used for this',
  },
  'unsupported.body': {
    ja: 'お使いのブラウザには、電子証明書を安全に作成する機能がありません。最新のMicrosoft Edge、Google Chrome、Firefox、Safariでもう一度ログインしてください。{stillValid}',
    en: 'It cannot create a certificate safely. Please log in again with a current Microsoft Edge, Google Chrome, Firefox or Safari. {stillValid}',
  },
  'phone.title': { ja: 'パソコンでお手続きください', en: 'Please use your PC' },
  'phone.body': {
    ja: '電子証明書は、ログインにお使いのパソコンに保存します。スマートフォン・タブレットでは更新できません。お知らせや電子証明書の状況は、このままご覧いただけます。',
    en: 'The certificate is saved on the PC you log in with, so it cannot be renewed on a phone or tablet. You can still read notices here.',
  },
  'phone.back': { ja: '重要なお知らせへ戻る', en: 'Back to Important notices' },
  'cookies.title': { ja: 'ブラウザの設定をご確認ください', en: 'Please check your browser settings' },
  'cookies.body': {
    ja: 'Cookieが使用できないため、ログインを続けられません。{portalHost}のCookieを許可し、もう一度お試しください。',
    en: 'Cookies are blocked, so you cannot be logged in. Allow cookies for {portalHost} and try again.',
  },
} as const satisfies Texts;
