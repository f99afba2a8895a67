import type { Texts } from './catalogue.ts';

/** 重要なお知らせ (screens 2.2). */
export const noticeTexts = {
  'list.title': { ja: '重要なお知らせ', en: 'Important notices' },
  'list.body': {
    ja: 'ご確認いただきたいお知らせが{count}件あります（未読 {unread}件）。',
    en: 'You have {count} {count, plural, one {notice} other {notices}} ({unread} unread).',
  },
  'list.empty': { ja: '現在、お知らせはありません。', en: 'There are no notices.' },
  'list.spoken': {
    ja: '、{count}件、うち未読{unread}件',
    en: ', {count} {count, plural, one {notice} other {notices}}, {unread} unread',
  },
  'list.main': { ja: 'メイン画面へ進む', en: 'Go to the main screen' },
  'list.search': { ja: '件名・お知らせ番号で検索', en: 'Search by subject or notice number' },
  'list.found': {
    ja: '「{search}」で{found}件見つかりました。',
    en: '{found} {found, plural, one {notice} other {notices}} found for “{search}”.',
  },
  'list.foundNone': {
    ja: '「{search}」に一致するお知らせは見つかりませんでした。ほかの言葉でお試しください。',
    en: 'No notice matches “{search}”. Please try other words.',
  },
  'list.foundSpoken': { ja: '、「{search}」で{found}件', en: ', {found} found for “{search}”' },
  'list.pageSpoken': { ja: '、{page}ページ目、全{pages}ページ', en: ', page {page} of {pages}' },
  'list.all': { ja: 'すべてのお知らせを表示する', en: 'Show all notices' },
  'letter.number': { ja: 'お知らせ番号 {noticeNo}', en: 'Notice number {noticeNo}' },
  'letter.published': { ja: '掲載日 {publishedDate}', en: 'Published {publishedDate}' },
  'letter.back': { ja: '一覧へ戻る', en: 'Back to the list' },
  'renewal.subject': { ja: '電子証明書の更新をお願いします', en: 'Please renew your certificate' },
  'renewal.user': { ja: '{userName} 様', en: '{userName}' },
  'renewal.unfinished': {
    ja: '更新の途中です。新しい電子証明書は{issuedDate}に発行済みです。登録と確認を行うと完了します。',
    en: 'Your renewal is not finished. The new certificate was issued on {issuedDate}; it needs to be registered and checked.',
  },
  'renewal.body': {
    ja: '平素より{bankName}の{serviceName}をご利用いただき、誠にありがとうございます。\n\nお使いの電子証明書は、<b>{expiryDate}</b>に有効期限を迎えます。\n引き続きご利用いただくため、有効期限日までに更新をお願いいたします。',
    en: 'Thank you for using {serviceName} of {bankName}.\n\nYour certificate is valid until <b>{expiryDate}</b>. To keep using the service, please renew it on or before that day.',
  },
  'renewal.loginId': { ja: '利用者ID', en: 'User ID' },
  'renewal.serial': { ja: 'シリアル番号', en: 'Serial number' },
  'renewal.expiry': { ja: '有効期限', en: 'Valid until' },
  'renewal.window': { ja: '更新できる期間', en: 'You can renew' },
  'renewal.newExpiry': { ja: '更新後の有効期限', en: 'New expiry date' },
  'renewal.expiryValue': {
    ja: '<b>{expiryDate}</b><nw>（あと{daysLeft}日）</nw>',
    en: '<b>{expiryDate}</b> <nw>({daysLeft} {daysLeft, plural, one {day} other {days}} left)</nw>',
  },
  'renewal.expiryToday': {
    ja: '<b>{expiryDate}</b> <nw>本日まで（23:59まで更新できます）</nw>',
    en: '<b>{expiryDate}</b>, <nw>until today, 23:59 (Japan time)</nw>',
  },
  'renewal.windowValue': { ja: '{from}から{until}まで', en: 'from {from} to {until}' },
  'renewal.newExpiryValue': {
    ja: '{newExpiryDate}<after>（期間内のどの日に更新されても同じです）</after>',
    en: '{newExpiryDate} <after>(the same whichever day you renew)</after>',
  },
  'renewal.newExpiryFromIssue': {
    ja: '{newExpiryDate}<after>（本日更新された場合）</after>',
    en: '{newExpiryDate} <after>(if renewed today)</after>',
  },
  'renewal.go': { ja: '電子証明書の更新はこちら', en: 'Renew your certificate here' },
  'renewal.goBelow': {
    ja: '別ウィンドウで開きます。所要時間は5分から10分ほどです',
    en: 'Opens a separate window; takes about 5 to 10 minutes',
  },
  'renewal.points': {
    ja: '更新が完了するまで、現在の電子証明書をそのままお使いいただけます。\n途中で中断された場合も、続きから再開できます。\n更新は、ログインにお使いのパソコンで行ってください。\n有効期限を過ぎると、この電子証明書ではログインできなくなります。その場合は「<link>有効期限が過ぎた場合のお手続き</link>」をご覧ください。\n電話やメールでの指示により更新していただくことはありません。{neverAsked}',
    en: 'Your current certificate keeps working until the renewal is complete.\nIf you stop halfway, you can continue later.\nPlease renew on the PC you use to log in.\nAfter the expiry date you cannot log in with this certificate. In that case see “<link>If your certificate has expired</link>”.\nYou will never be told by phone or mail to renew on the spot. {neverAsked}',
  },
  'renewal.contact': {
    ja: 'お問い合わせ　{helpDesk} <nw>電話 {phone}</nw>（{phoneHours}）',
    en: 'Contact: {helpDesk}, {phone} ({phoneHours})',
  },
  'renewal.refused': {
    ja: '別ウィンドウを開けなかったため、このタブで手続きを進めます。操作は同じです。',
    en: 'A separate window could not be opened, so this continues in this tab. The steps are the same.',
  },
  'body.japaneseOnly': { ja: 'このお知らせは日本語のみです。', en: 'This notice is available in Japanese only.' },
  'body.englishOnly': { ja: 'このお知らせは英語のみです。', en: 'This notice is available in English only.' },
  'body.toAcknowledge': {
    ja: '内容をご確認のうえ、「確認しました」を押してください。',
    en: 'Please read this notice, then press “I have read this”.',
  },
  'body.acknowledge': { ja: '確認しました', en: 'I have read this' },
  'body.acknowledged': { ja: '確認済み（{at}）', en: 'Confirmed: {at}' },
} as const satisfies Texts;
