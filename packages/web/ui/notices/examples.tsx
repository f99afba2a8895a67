import type { Examples } from '../example.ts';
import { NoticeTable } from './view.tsx';

export const examples: Examples = {
  'one unread, one read': () => (
    <NoticeTable
      caption="重要なお知らせ"
      rows={[
        {
          noticeNo: '48210937',
          subject: '電子証明書の更新をお願いします',
          href: '/notices/48210937',
          publishedDate: '2026-11-22',
          read: false,
        },
        {
          noticeNo: '48210938',
          subject: '電子証明書の更新をお願いします',
          href: '/notices/48210938',
          publishedDate: '2026-12-01',
          read: true,
        },
      ]}
    />
  ),
  'one that asks for 「確認しました」, and one that has got it, in the other language': () => (
    <NoticeTable
      caption="重要なお知らせ"
      rows={[
        {
          noticeNo: '30517264',
          subject: '年末年始のご利用時間について',
          href: '/notices/30517264',
          publishedDate: '2026-12-01',
          read: false,
          acknowledgement: 'asked',
        },
        {
          noticeNo: '30517265',
          subject: 'Renewal of our home page',
          lang: 'en',
          href: '/notices/30517265',
          publishedDate: '2026-11-30',
          read: true,
          acknowledgement: 'given',
        },
      ]}
    />
  ),
};
