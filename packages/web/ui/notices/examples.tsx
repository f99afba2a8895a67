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
};
