import type { Texts } from './catalogue.ts';

/** After expiry, and what is done by telephone for now (screens 2.5). */
export const expiredTexts = {
  title: { ja: '電子証明書の有効期限が過ぎた場合', en: 'If your certificate has expired' },
  body: {
    ja: '契約も口座もそのままです。次のいずれかで、またログインできます。',
    en: 'Your contract and accounts are unchanged. You can get back in:',
  },
  'step.renewing': {
    ja: '更新の途中だった方：新しい電子証明書を登録済みであれば、そのまま<link>電子証明書ログイン</link>',
    en: 'If you were renewing and have registered the new certificate, just <link>Log in with certificate</link>',
  },
  'step.administrator': {
    ja: '契約にほかの管理者がいる方：管理者に再発行を依頼してください。その場で取得用パスワードを受け取れます。',
    en: 'If your contract has another administrator, ask them to reissue it; you get an acquisition code at once.',
  },
  'step.otherwise': {
    ja: 'それ以外の方：<link>{bankName}に再発行を依頼する</link>',
    en: 'Otherwise: <link>Ask {bankName} to reissue it</link>',
  },
  code: {
    ja: '取得用パスワードをお持ちの方は<link>取得に進む</link>',
    en: 'If you have an acquisition code: <link>Go on</link>',
  },
  'reissue.title': { ja: '再発行のご依頼', en: 'Ask for a reissue' },
  'telephone.body': {
    ja: 'このお手続きは、{helpDesk}がお電話で承ります。\n\n電話 <b>{phone}</b>（{phoneHours}）\n\nご契約時の書類にある電話番号と同じであることをお確かめください。{neverAsked}',
    en: 'This is handled by {helpDesk} by telephone.\n\nPhone <b>{phone}</b> ({phoneHours})\n\nPlease check that the number is the one in your contract papers. {neverAsked}',
  },
  back: { ja: 'ログイン画面へ戻る', en: 'Back to the login page' },
} as const satisfies Texts;
