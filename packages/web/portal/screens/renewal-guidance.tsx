import type { RenewalNotice } from '@koshin/wire/portal/notice-messages.ts';
import { dayOf } from '../../texts/dates.ts';
import { guidanceTexts } from '../../texts/guidance.ts';
import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { Button, ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Frame } from '../../ui/frame/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { firstPage } from '../api/notice-place.ts';
import { useNotices } from '../api/queries.ts';
import { Redirect } from '../frame/go.tsx';
import { useOpenSession } from '../frame/session.ts';
import { useOpenRenewal } from './open-renewal.ts';

/**
 * `notice.legacy`, 更新通知画面: what a bank shows after login, instead of 重要なお知らせ, before its effective date (R13). It
 * never blocks, and gives way once there is nothing to renew or the day has come.
 */
export function RenewalGuidance() {
  const { guidance } = useOpenSession();
  // All of them stand there, as they come first.
  const renewals = useNotices(firstPage).notices.filter((notice) => notice.kind === 'renewal');
  const { t } = useTexts(guidanceTexts);
  if (guidance !== 'renewal-notice') return <Redirect to="/notices" />;
  const [first, ...others] = renewals;
  if (first === undefined) return <Redirect to="/main" />;
  const later = <ButtonLink href="/main">{t('later')}</ButtonLink>;
  const areSeveral = others.length > 0;
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <Renewable notice={first} named={areSeveral} kind="filled" beside={areSeveral ? null : later} />
      {others.map((notice) => (
        <Renewable key={notice.noticeNo} notice={notice} named kind="outlined" beside={null} />
      ))}
      {areSeveral && <ButtonRow>{later}</ButtonRow>}
    </>
  );
}

interface Shown {
  readonly notice: RenewalNotice;
  /** Which certificate it is, where there are several. */
  readonly named: boolean;
  readonly kind: 'filled' | 'outlined';
  readonly beside: React.ReactNode;
}

function Renewable({ notice, named, kind, beside }: Shown) {
  const { rich, day } = useTexts(guidanceTexts);
  const { t: say, rich: richOf } = useTexts(noticeTexts);
  const openRenewal = useOpenRenewal();
  const { certificateId, subjectLabel, serialTail, daysLeft, unprovenSince } = notice;
  const expiryDate = day(notice.expiryDate);
  return (
    <>
      {unprovenSince !== null && (
        <Frame tone="information">{richOf('renewal.unfinished', { issuedDate: day(dayOf(unprovenSince)) })}</Frame>
      )}
      <section className="block">
        {named && <p>{rich('which', { subjectLabel, serialTail })}</p>}
        <p>{daysLeft === 0 ? rich('today', { expiryDate }) : rich('body', { expiryDate, daysLeft })}</p>
        <p className="support">{say('renewal.goBelow')}</p>
        <ButtonRow>
          <Button kind={kind} onPress={() => openRenewal(certificateId)}>
            {say('renewal.go')}
          </Button>
          {beside}
        </ButtonRow>
      </section>
    </>
  );
}
