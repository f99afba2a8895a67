import type { RenewalNotice } from '@koshin/wire/portal/notice-messages.ts';
import { portalPages } from '@koshin/wire/portal/paths.ts';
import { dayOf } from '../../texts/dates.ts';
import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Frame } from '../../ui/frame/view.tsx';
import { GoLink } from '../../ui/links/view.tsx';
import { Bullets, Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { useOpenSession } from '../frame/session.ts';
import { NoticeFacts } from './notice-facts.tsx';
import { NoticeMeta } from './notice-meta.tsx';
import { useOpenRenewal } from './open-renewal.ts';

/** `notice.renewal`: the full text, in the portal's own words, to the one whose certificate it is. */
export function RenewalLetter({ notice, back }: { notice: RenewalNotice; back: string }) {
  const { t, rich, prose, lines, day } = useTexts(noticeTexts);
  const { user } = useOpenSession();
  const openRenewal = useOpenRenewal();
  const { certificateId } = notice;
  return (
    <article className="letter">
      <PageTitle>{t('renewal.subject')}</PageTitle>
      <NoticeMeta notice={notice} />
      {notice.unprovenSince !== null && (
        <Frame tone="information">{rich('renewal.unfinished', { issuedDate: day(dayOf(notice.unprovenSince)) })}</Frame>
      )}
      <p className="to">
        {user.companyName}
        <br />
        {t('renewal.user', { userName: user.userName })}
      </p>
      <Prose>{prose('renewal.body', { expiryDate: day(notice.expiryDate) })}</Prose>
      <NoticeFacts notice={notice} loginId={user.loginId} />
      <GoLink
        href={portalPages.renewal(certificateId)}
        onGo={() => openRenewal(certificateId)}
        below={t('renewal.goBelow')}
      >
        {t('renewal.go')}
      </GoLink>
      <Bullets prose points={lines('renewal.points', { link: (inside) => <a href="/expired">{inside}</a> })} />
      <p className="block">{rich('renewal.contact')}</p>
      <ButtonRow>
        <ButtonLink href={back}>{t('letter.back')}</ButtonLink>
      </ButtonRow>
    </article>
  );
}
