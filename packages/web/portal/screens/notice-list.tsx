import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { NoticeTable } from '../../ui/notices/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useNotices } from '../api/queries.ts';

/** `notice.list`: what waits after login; never blocks. */
export function NoticeList() {
  const { t } = useTexts(noticeTexts);
  const notices = useNotices();
  const count = notices.length;
  const unread = notices.filter((notice) => !notice.read).length;
  return (
    <>
      <PageTitle {...(count > 0 ? { spokenAfter: t('list.spoken', { count, unread }) } : {})}>
        {t('list.title')}
      </PageTitle>
      <p>{count === 0 ? t('list.empty') : t('list.body', { count, unread })}</p>
      {count > 0 && (
        <NoticeTable
          caption={t('list.title')}
          rows={notices.map(({ noticeNo, publishedDate, read }) => ({
            noticeNo,
            publishedDate,
            read,
            subject: t('renewal.subject'),
            href: `/notices/${noticeNo}`,
          }))}
        />
      )}
      <ButtonRow>
        <ButtonLink kind="filled" href="/main">
          {t('list.main')}
        </ButtonLink>
      </ButtonRow>
    </>
  );
}
