import type { MailedNotice, NoticeLetter, WrittenNotice } from '@koshin/wire/portal/notice-messages.ts';

/** What the bank wrote to all; not asked to be confirmed. */
export const written: WrittenNotice = {
  kind: 'written',
  noticeNo: '30517264',
  publishedDate: '2026-12-01',
  read: true,
  subject: { ja: '年末年始のご利用時間について', en: 'Service hours at the turn of the year' },
  acknowledgement: null,
};

/** Asks for 「確認しました」. */
export const asking: WrittenNotice = {
  ...written,
  noticeNo: '71904438',
  publishedDate: '2026-12-03',
  read: false,
  subject: {
    ja: '電子証明書の取扱規定の改定について（2027年4月1日適用）',
    en: 'Changes to the terms for certificates from 1 April 2027',
  },
  acknowledgement: { at: null },
};

/** The twin of a mail. */
export const mailed: MailedNotice = {
  kind: 'mailed',
  noticeNo: '66120853',
  publishedDate: '2026-12-10',
  read: false,
  subject: {
    ja: '【見本信用金庫】電子証明書を更新しました',
    en: '[Mihon Shinkin Bank] Your certificate has been renewed',
  },
};

const words = (text: string) => ({ kind: 'text' as const, text });

export const writtenBody: Extract<NoticeLetter, { kind: 'written' }>['body'] = {
  ja: [
    {
      kind: 'paragraph',
      children: [
        words('平素よりWEB-FBサービスをご利用いただき、誠にありがとうございます。年末年始は、次のとおり'),
        { kind: 'strong', children: [words('ご利用を休止')] },
        words('させていただきます。'),
      ],
    },
    {
      kind: 'facts',
      rows: [
        ['休止', '2026年12月31日 21:00から'],
        ['再開', '2027年1月4日 8:00から'],
      ],
    },
    { kind: 'heading', children: [words('お振込みをご予定の方へ')] },
    {
      kind: 'list',
      ordered: false,
      items: [
        [words('年内に入金されるお振込みは、12月30日15:00までにお手続きください。')],
        [words('給与・賞与のお振込みは、振込指定日の3営業日前までにデータをお送りください。')],
      ],
    },
    {
      kind: 'paragraph',
      children: [
        words('詳しくは'),
        {
          kind: 'link',
          href: 'https://www.mihon.example/news/2026-12',
          children: [words('見本信用金庫のホームページ')],
        },
        words('をご覧いただくか、'),
        { kind: 'link', href: 'tel:0120000000', children: [words('0120-000-000')] },
        words('へお電話ください。'),
      ],
    },
    { kind: 'small', children: [words('日程は、やむを得ない事情により変更させていただく場合があります。')] },
  ],
  en: [
    {
      kind: 'paragraph',
      children: [
        words('Thank you for using WEB-FB Service. At the turn of the year the service is '),
        { kind: 'strong', children: [words('closed')] },
        words(' as follows.'),
      ],
    },
    {
      kind: 'facts',
      rows: [
        ['Closes', '31 December 2026, 21:00 (Japan time)'],
        ['Opens again', '4 January 2027, 8:00 (Japan time)'],
      ],
    },
    { kind: 'heading', children: [words('If you plan transfers')] },
    {
      kind: 'list',
      ordered: false,
      items: [
        [words('Transfers that should arrive this year: please enter them by 15:00 on 30 December.')],
        [words('Salaries and bonuses: please send the data three business days before the day of payment.')],
      ],
    },
    {
      kind: 'paragraph',
      children: [
        words('For details see '),
        { kind: 'link', href: 'https://www.mihon.example/news/2026-12', children: [words('our home page')] },
        words(' or call '),
        { kind: 'link', href: 'tel:0120000000', children: [words('0120-000-000')] },
        words('.'),
      ],
    },
    { kind: 'small', children: [words('These dates may change for reasons beyond our control.')] },
  ],
};

export const mailedBody: typeof writtenBody = {
  ja: [
    { kind: 'paragraph', children: [words('株式会社あおば精機'), { kind: 'break' }, words('佐倉 恵子 様')] },
    { kind: 'paragraph', children: [words('電子証明書の更新が完了しました。')] },
    {
      kind: 'facts',
      rows: [
        ['お知らせ番号', '6612-0853'],
        ['利用者ID（末尾）', 'ura'],
        ['新しい有効期限', '2027年12月22日'],
      ],
    },
    { kind: 'paragraph', children: [words('お心当たりがない場合は、見本信用金庫へご連絡ください。')] },
  ],
  en: [
    { kind: 'paragraph', children: [words('Your certificate has been renewed.')] },
    {
      kind: 'facts',
      rows: [
        ['Notice number', '6612-0853'],
        ['User ID ends with', 'ura'],
        ['New expiry date', '22 December 2027'],
      ],
    },
    { kind: 'paragraph', children: [words('If you did not renew it, please contact Mihon Shinkin Bank.')] },
  ],
};

/** As many written notices, each with its own subject and day; the first of them unread. */
export function manyNotices(count: number): readonly WrittenNotice[] {
  return Array.from({ length: count }, (_, index) => {
    const number = count - index;
    return {
      ...written,
      noticeNo: String(10000000 + number),
      publishedDate: `2026-${String(Math.floor((number - 1) / 28) + 1).padStart(2, '0')}-${String(((number - 1) % 28) + 1).padStart(2, '0')}`,
      read: index > 0,
      subject: { ja: `定例点検のお知らせ（第${number}回）`, en: `Regular maintenance (No. ${number})` },
    };
  });
}
