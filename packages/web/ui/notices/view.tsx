import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Mark } from '../checks/view.tsx';

export interface NoticeRow {
  readonly noticeNo: string;
  readonly subject: string;
  readonly href: string;
  /** `YYYY-MM-DD` */
  readonly publishedDate: string;
  readonly read: boolean;
}

/**
 * Subject, date, read or not. Accessibility: a table with headed columns; on narrow screens each row becomes a card
 * whose labels are drawn by the style sheet and whose roles stay those of a table.
 */
export function NoticeTable({ rows, caption }: { rows: readonly NoticeRow[]; caption: string }) {
  const { t, day } = useTexts(uiTexts);
  return (
    <table className="grid notices block">
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('notices.subject')}</th>
          <th scope="col">{t('notices.date')}</th>
          <th scope="col">{t('notices.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.noticeNo} className={row.read ? undefined : 'unread'}>
            <td>
              <a href={row.href}>{row.subject}</a>
            </td>
            <td data-label={t('notices.date')}>
              <span className="nw">{day(row.publishedDate)}</span>
            </td>
            <td data-label={t('notices.state')}>
              {row.read ? (
                <Mark icon="read" look="none">
                  <span>{t('notices.read')}</span>
                </Mark>
              ) : (
                <Mark icon="unread" look="busy">
                  <b>{t('notices.unread')}</b>
                </Mark>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
