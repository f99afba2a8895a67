import type { Language } from '../../texts/catalogue.ts';
import { uiTexts } from '../../texts/ui.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Mark } from '../checks/view.tsx';

export interface NoticeRow {
  readonly noticeNo: string;
  readonly subject: string;
  /** Where the subject is not in the page's language. */
  readonly lang?: Language | undefined;
  readonly href: string;
  /** `YYYY-MM-DD` */
  readonly publishedDate: string;
  readonly read: boolean;
  /** Whether it asks for 「確認しました」 and has got it. */
  readonly acknowledgement?: 'asked' | 'given' | undefined;
}

/**
 * Subject, date, read or not, confirmed or not. Accessibility: a table with headed columns; on narrow screens each row becomes a card
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
              <a href={row.href} lang={row.lang}>
                {row.subject}
              </a>
            </td>
            <td data-label={t('notices.date')}>
              <span className="nw">{day(row.publishedDate)}</span>
            </td>
            <td data-label={t('notices.state')}>
              <State {...row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ read, acknowledgement }: Pick<NoticeRow, 'read' | 'acknowledgement'>) {
  const { t } = useTexts(uiTexts);
  return (
    <span className="states">
      {read ? (
        <Mark icon="read" look="none">
          <span>{t('notices.read')}</span>
        </Mark>
      ) : (
        <Mark icon="unread" look="busy">
          <b>{t('notices.unread')}</b>
        </Mark>
      )}
      {acknowledgement === 'asked' && (
        <Mark icon="caution" look="check">
          <b>{t('notices.asked')}</b>
        </Mark>
      )}
      {acknowledgement === 'given' && (
        <Mark icon="success" look="done">
          <span>{t('notices.given')}</span>
        </Mark>
      )}
    </span>
  );
}
