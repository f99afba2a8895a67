import { NoticeLetter } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api/page-api.ts';
import { noticeQuery, useNewLetter } from '../api/queries.ts';
import { Refused } from '../api/refused.ts';
import { Redirect } from '../frame/go.tsx';
import { NotFound } from './errors.tsx';
import { NoticeBody } from './notice-body.tsx';
import { RenewalLetter } from './notice-renewal.tsx';

interface Shown {
  readonly noticeNo: string;
  /** The address of the list that led here, with its page and search. */
  readonly back: string;
}

/**
 * `notice.renewal` and `notice.body`: the full text, read as soon as it is shown. When a renewal is completed meanwhile,
 * its notice is gone and the main screen says so (`renewal.after`); one that the bank has taken back is not found any more.
 */
export function Notice({ noticeNo, back }: Shown) {
  const { data: letter, error } = useSuspenseQuery(noticeQuery(noticeNo));
  useMarkRead(letter);
  const gone = error instanceof Refused && error.problem.code === 'not-found' ? error.problem : null;
  if (letter.kind === 'renewal') {
    return gone ? <Redirect to="/main" /> : <RenewalLetter notice={letter} back={back} />;
  }
  return gone ? <NotFound refNo={gone.refNo} /> : <NoticeBody letter={letter} back={back} />;
}

function useMarkRead({ noticeNo, read }: NoticeLetter): void {
  const takeOver = useNewLetter();
  const unread = read ? null : noticeNo;
  useEffect(() => {
    if (unread === null) return;
    api
      .post({ path: portalPaths.noticeRead(unread), body: {}, answer: NoticeLetter })
      .then(takeOver)
      // Not marked as read is no reason to hide the letter: the next look marks it.
      .catch(() => {});
  }, [takeOver, unread]);
}
