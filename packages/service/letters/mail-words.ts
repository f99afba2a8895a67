import type { Text } from './text.ts';

type MailWords = Readonly<Record<string, Text>>;

/** Each mail's subject and own text (screens 3), by its kind. Characters of JIS X 0208 and ASCII only; a test holds it. */
export const mailWords = {
  'first-stage': {
    subject: {
      ja: '【{bankName}】電子証明書を更新できるようになりました（有効期限 {expiryDate}）',
      en: '[{bankName}] You can now renew your certificate (valid until {expiryDate})',
    },
    body: {
      ja: '下記の電子証明書は、{expiryDate}に有効期限を迎えます。有効期限日まで、ログイン後の{guidancePlace}で更新していただけます。所要時間は5分から10分ほどです。',
      en: 'The certificate below is valid until {expiryDate}. Until that day you can renew it after login, under {guidancePlace}. It takes about 5 to 10 minutes.',
    },
    newExpiry: {
      ja: '更新後の有効期限は{newExpiryDate}で、期間内のどの日に更新されても同じです。',
      en: 'The new expiry date is {newExpiryDate}, whichever day you renew.',
    },
  },
  'later-stage': {
    subject: {
      ja: '【{bankName}】電子証明書の有効期限のご案内（有効期限 {expiryDate}）',
      en: '[{bankName}] Your certificate is valid until {expiryDate}',
    },
    body: {
      ja: '下記の電子証明書は、まだ更新されていません。{expiryDate}まで（{left}）、ログイン後の{guidancePlace}で更新していただけます。更新が完了するまで、現在の電子証明書をお使いいただけます。行き違いで更新がお済みの場合は、ご容赦ください。',
      en: 'The certificate below has not been renewed yet. Until {expiryDate} ({left}) you can renew it after login, under {guidancePlace}. The current one keeps working until the renewal is complete. If you have just renewed it, please disregard this mail.',
    },
    daysLeft: { ja: 'あと{daysLeft}日', en: '{daysLeft} days left' },
    oneDayLeft: { ja: 'あと1日', en: '1 day left' },
    today: { ja: '本日まで', en: 'until today 23:59' },
  },
  unproven: {
    subject: {
      ja: '【{bankName}】電子証明書の更新が途中です（有効期限 {expiryDate}）',
      en: '[{bankName}] Your renewal is not finished (valid until {expiryDate})',
    },
    body: {
      ja: '{issuedDate}に新しい電子証明書を発行しましたが、使用できることの確認がまだ済んでいません。ログイン後の{guidancePlace}から続きを行うか、新しい電子証明書で一度ログインされると完了します。現在の電子証明書は{expiryDate}までお使いいただけます。',
      en: 'A new certificate was issued on {issuedDate} but has not been used yet. Continue after login under {guidancePlace}, or log in once with the new certificate, and the renewal is complete. The current one keeps working until {expiryDate}.',
    },
  },
  expired: {
    subject: {
      ja: '【{bankName}】電子証明書の有効期限が過ぎました（{expiryDate}）',
      en: '[{bankName}] Your certificate expired on {expiryDate}',
    },
    subjectToAdministrator: {
      ja: '【{bankName}】電子証明書の有効期限が過ぎました（{expiryDate}）',
      en: '[{bankName}] A certificate expired on {expiryDate}',
    },
    body: {
      ja: '下記の電子証明書は、{expiryDate}に有効期限が過ぎたため、ログインにご利用いただけません。ご契約と口座はそのままです。再びご利用いただくには、契約の別の管理者に再発行を依頼されるか、ログイン画面の「有効期限が過ぎた方」のご案内をご覧ください。',
      en: 'The certificate below expired on {expiryDate} and can no longer be used to log in. Your contract and accounts are unchanged. To get back in, ask another administrator of your contract for a reissue, or see “Your certificate has expired” on the login page.',
    },
  },
  renewed: {
    subject: {
      ja: '【{bankName}】電子証明書の更新が完了しました',
      en: '[{bankName}] Your certificate has been renewed',
    },
    body: {
      ja: '{provenAt}に、新しい電子証明書が使用できることを確認し、更新が完了しました。新しい有効期限は{newExpiryDate}です。',
      en: 'At {provenAt} we checked that the new certificate works, and the renewal is complete. It is valid until {newExpiryDate}.',
    },
    overlap: {
      ja: '更新前の電子証明書も、{overlapEnd}まで使用できます。',
      en: 'The earlier one also works until {overlapEnd}.',
    },
    noOverlap: { ja: '更新前の電子証明書は使用できなくなりました。', en: 'The earlier one can no longer be used.' },
    ifNotYou: {
      ja: 'お心当たりがない場合は、下記へご連絡ください。',
      en: 'If this was not you, please contact us.',
    },
  },
  reissued: {
    subject: {
      ja: '【{bankName}】電子証明書の再発行を受け付けました',
      en: '[{bankName}] A reissue of your certificate was requested',
    },
    subjectToAdministrator: {
      ja: '【{bankName}】電子証明書の再発行を受け付けました',
      en: '[{bankName}] A reissue of a certificate was requested',
    },
    body: {
      ja: '{at}に、{actor}が再発行の手続きを行いました。',
      en: 'At {at} {actor} asked for a reissue.',
    },
    current: { ja: '現在の電子証明書は{fate}。', en: 'The current certificate {fate}.' },
    codeNotByMail: {
      ja: '取得用パスワードはメールではお送りしません。',
      en: 'The acquisition code is not sent by mail.',
    },
    ifUnexpected: {
      ja: 'お心当たりがない場合は、下記へご連絡ください。',
      en: 'If you did not expect this, please contact us.',
    },
  },
  revoked: {
    subject: { ja: '【{bankName}】電子証明書を失効しました', en: '[{bankName}] A certificate has been revoked' },
    body: {
      ja: '{at}に、{actor}が下記の電子証明書を失効しました。この電子証明書ではログインできません。',
      en: 'At {at} {actor} revoked the certificate below. It can no longer be used to log in.',
    },
    ifUnexpected: {
      ja: 'お心当たりがない場合は、下記へご連絡ください。',
      en: 'If you did not expect this, please contact us.',
    },
  },
  'first-use': {
    subject: {
      ja: '【{bankName}】電子証明書のご利用が開始されました',
      en: '[{bankName}] Your certificate is in use',
    },
    body: {
      ja: '{at}に、下記の電子証明書がはじめて使用されました。次の更新は{nextWindowStart}からです。',
      en: 'At {at} the certificate below was used for the first time. The next renewal is possible from {nextWindowStart}.',
    },
    ifNotYou: {
      ja: 'お心当たりがない場合は、下記へご連絡ください。',
      en: 'If this was not you, please contact us.',
    },
  },
  'code-sent': {
    subject: { ja: '【{bankName}】電子証明書の取得のご案内', en: '[{bankName}] Getting your certificate' },
    body: {
      ja: '電子証明書を取得するための取得用パスワードを、{sentDate}に{delivery}。{codeExpiry}までに、ログイン画面の「電子証明書をはじめて取得する方」から取得してください。取得用パスワードをメールや電話でお尋ねすることはありません。',
      en: 'An acquisition code {delivery} on {sentDate}. Please use it by {codeExpiry}, from “Get your first certificate” on the login page. We never ask for the code by mail or phone.',
    },
  },
  'address-confirmation': {
    subject: {
      ja: '【{bankName}】メールアドレスの確認番号',
      en: '[{bankName}] Number to confirm your mail address',
    },
    body: {
      ja: '確認番号 {code}（{until}まで）。ログイン後の画面に入力してください。',
      en: 'Your number is {code} (until {until}). Enter it after login.',
    },
  },
} as const satisfies Readonly<Record<string, MailWords>>;
