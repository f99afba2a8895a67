import type { RenewalNotice } from '@koshin/wire/portal/notice-messages.ts';
import { noticeTexts } from '../../texts/notice.ts';
import { useSpeech, useTexts } from '../../texts/use-texts.tsx';
import { Ledger } from '../../ui/ledger/view.tsx';
import { Serial } from '../../ui/serial/view.tsx';

/** Whose certificate, which one, until when, and what a renewal brings. */
export function NoticeFacts({ notice, loginId }: { notice: RenewalNotice; loginId: string }) {
  const { t, rich, day } = useTexts(noticeTexts);
  const { bank } = useSpeech();
  const expiryDate = day(notice.expiryDate);
  const newExpiryDate = day(notice.newExpiryDate);
  const fromIssue = bank?.newTermFrom === 'issue';
  return (
    <div className="block">
      <Ledger
        rows={[
          { label: t('renewal.loginId'), value: <span className="mono">{loginId}</span> },
          { label: t('renewal.serial'), value: <Serial hex={notice.serial} /> },
          {
            label: t('renewal.expiry'),
            value:
              notice.daysLeft === 0
                ? rich('renewal.expiryToday', { expiryDate })
                : rich('renewal.expiryValue', { expiryDate, daysLeft: notice.daysLeft }),
          },
          {
            label: t('renewal.window'),
            value: rich('renewal.windowValue', { from: day(notice.windowStart), until: expiryDate }),
          },
          {
            label: t('renewal.newExpiry'),
            value: fromIssue
              ? rich('renewal.newExpiryFromIssue', { newExpiryDate })
              : rich('renewal.newExpiryValue', { newExpiryDate }),
          },
        ]}
      />
    </div>
  );
}
