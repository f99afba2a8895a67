import { AcquisitionStanding } from '@koshin/wire/portal/acquisition-messages.ts';
import { CertificateList } from '@koshin/wire/portal/certificate-view.ts';
import { DownloadList } from '@koshin/wire/portal/download-messages.ts';
import { NoticeLetter, NoticeList } from '@koshin/wire/portal/notice-messages.ts';
import { portalPaths } from '@koshin/wire/portal/paths.ts';
import { PresentationView } from '@koshin/wire/portal/presentation-messages.ts';
import { SessionView } from '@koshin/wire/portal/session-messages.ts';
import { TokenSituation } from '@koshin/wire/portal/token-messages.ts';
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { addressOf, type NoticePlace } from './notice-place.ts';
import { api } from './page-api.ts';
import { queryKeys } from './query-keys.ts';

/** Milliseconds in which what the first page was drawn from is not asked again by its parts. */
const justAsked = 1000;

/** Who is logged in; asked again whenever the window gets the focus back. */
export const sessionQuery = queryOptions({
  staleTime: justAsked,
  queryKey: queryKeys.session,
  queryFn: ({ signal }) => api.get(portalPaths.session, SessionView, signal),
  refetchOnWindowFocus: 'always',
});

export const noticesQuery = ({ search, page }: NoticePlace) =>
  queryOptions({
    queryKey: queryKeys.noticeList(search, page),
    queryFn: ({ signal }) => api.get(portalPaths.notices + addressOf({ search, page }), NoticeList, signal),
  });

export const noticeQuery = (noticeNo: string) =>
  queryOptions({
    queryKey: queryKeys.notice(noticeNo),
    queryFn: ({ signal }) => api.get(portalPaths.notice(noticeNo), NoticeLetter, signal),
  });

export const certificatesQuery = queryOptions({
  queryKey: queryKeys.certificates,
  queryFn: ({ signal }) => api.get(portalPaths.certificates, CertificateList, signal),
});

export const tokensQuery = queryOptions({
  queryKey: queryKeys.tokens,
  queryFn: ({ signal }) => api.get(portalPaths.tokens, TokenSituation, signal),
});

/** What became of a presentation; readable only in the browser that started it (`attempt-other-session`). */
export const presentationQuery = (nonce: string) =>
  queryOptions({
    queryKey: queryKeys.presentation(nonce),
    queryFn: ({ signal }) => api.get(portalPaths.presentation(nonce), PresentationView, signal),
  });

/** How far this browser has come with a code. Asked anew whenever its page is opened: the code may have been given elsewhere. */
export const acquisitionQuery = queryOptions({
  queryKey: queryKeys.acquisition,
  queryFn: ({ signal }) => api.get(portalPaths.acquisition, AcquisitionStanding, signal),
  staleTime: justAsked,
});

export const downloadsQuery = queryOptions({
  queryKey: queryKeys.downloads,
  queryFn: ({ signal }) => api.get(portalPaths.downloads, DownloadList, signal),
});

/** What of the helper this installation gives out. */
export const useDownloads = () => useSuspenseQuery(downloadsQuery).data;

export const useNotices = (place: NoticePlace) => useSuspenseQuery(noticesQuery(place)).data;

export const useTokens = () => useSuspenseQuery(tokensQuery).data;

export const useCertificates = () => useSuspenseQuery(certificatesQuery).data.certificates;

/**
 * How to take over a letter that an act upon it answered (read, confirmed): it is shown at once, the lists and the count of
 * what is unread are asked for again. Lists that are not shown are dropped, so that none of them comes back as it was.
 */
export function useNewLetter(): (letter: NoticeLetter) => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(
    async (letter) => {
      const queryKey = queryKeys.notice(letter.noticeNo);
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, letter);
      queryClient.removeQueries({ queryKey: queryKeys.noticeLists, type: 'inactive' });
      void queryClient.invalidateQueries({ queryKey: queryKeys.noticeLists });
      void queryClient.invalidateQueries({ queryKey: queryKeys.session });
    },
    [queryClient],
  );
}

/** How to take over what an act upon an application answered; a notice of it may have come with it. */
export function useNewTokens(): (situation: TokenSituation) => Promise<void> {
  const queryClient = useQueryClient();
  return async (situation) => {
    await queryClient.cancelQueries({ queryKey: queryKeys.tokens });
    queryClient.setQueryData(queryKeys.tokens, situation);
    void queryClient.invalidateQueries({ queryKey: queryKeys.noticeLists });
    void queryClient.invalidateQueries({ queryKey: queryKeys.session });
  };
}

/**
 * How to take over a session that an act answered (password, logout, keep): the page follows at once. A question that is
 * under way may have been answered before the act, so it is dropped first.
 */
export function useNewSession(): (session: SessionView) => Promise<void> {
  const queryClient = useQueryClient();
  return async (session) => {
    await queryClient.cancelQueries({ queryKey: queryKeys.session });
    queryClient.setQueryData(queryKeys.session, session);
    void queryClient.invalidateQueries({ queryKey: queryKeys.open });
  };
}
