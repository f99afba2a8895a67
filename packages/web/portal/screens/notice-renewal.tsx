import { NoticeList, type RenewalNotice } from '@koshin/wire/portal/notice-messages.ts';
import { portalPages, portalPaths } from '@koshin/wire/portal/paths.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { formatNumber } from '../../texts/codes.ts';
import { dayOf } from '../../texts/dates.ts';
import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { Frame } from '../../ui/frame/view.tsx';
import { GoLink } from '../../ui/links/view.tsx';
import { Bullets, Prose } from '../../ui/prose/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { api } from '../api/page-api.ts';
import { useNotices } from '../api/queries.ts';
import { queryKeys } from '../api/query-keys.ts';
import { Redirect } from '../frame/go.tsx';
import { useOpenSession } from '../frame/session.ts';
import { NotFound } from './errors.tsx';
import { NoticeFacts } from './notice-facts.tsx';
import { useOpenRenewal } from './open-renewal.ts';

/**
 * `notice.renewal`: the full text, read as soon as it is shown. When the renewal is completed meanwhile, the notice is
 * gone and the main screen says so (`renewal.after`).
 */
export function NoticeRenewal({ noticeNo }: { noticeNo: string }) {
  const notice = useNotices().find((one) => one.noticeNo === noticeNo);
  const wasShown = useRef(false);
  useMarkRead(notice);
  if (notice !== undefined) {
    wasShown.current = true;
    return <Letter notice={notice} />;
  }
  return wasShown.current ? <Redirect to="/main" /> : <NotFound refNo={null} />;
}

function useMarkRead(notice: RenewalNotice | undefined): void {
  const queryClient = useQueryClient();
  const unread = notice !== undefined && !notice.read ? notice.noticeNo : null;
  useEffect(() => {
    if (unread === null) return;
    api
      .post({ path: portalPaths.noticeRead(unread), body: {}, answer: NoticeList })
      .then((notices) => queryClient.setQueryData(queryKeys.notices, notices))
      // Not marked as read is no reason to hide the letter: the next look marks it.
      .catch(() => {})
      .finally(() => queryClient.invalidateQueries({ queryKey: queryKeys.session }));
  }, [queryClient, unread]);
}

function Letter({ notice }: { notice: RenewalNotice }) {
  const { t, rich, prose, lines, day } = useTexts(noticeTexts);
  const { user } = useOpenSession();
  const openRenewal = useOpenRenewal();
  const { certificateId } = notice;
  return (
    <article className="letter">
      <PageTitle>{t('renewal.subject')}</PageTitle>
      <p className="meta">
        <span>{rich('renewal.number', { noticeNo: formatNumber(notice.noticeNo) })}</span>
        <span>{rich('renewal.published', { publishedDate: day(notice.publishedDate) })}</span>
      </p>
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
        <ButtonLink href="/notices">{t('renewal.back')}</ButtonLink>
      </ButtonRow>
    </article>
  );
}
