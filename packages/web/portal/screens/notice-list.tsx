import {
  type Notice,
  type NoticeList as NoticeListMessage,
  noticesPerPage,
} from '@koshin/wire/portal/notice-messages.ts';
import { useDeferredValue, useMemo } from 'react';
import { inLanguage } from '../../texts/in-language.ts';
import { noticeTexts } from '../../texts/notice.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { ButtonLink, ButtonRow } from '../../ui/button/view.tsx';
import { InlineLinks } from '../../ui/links/view.tsx';
import { type NoticeRow, NoticeTable } from '../../ui/notices/view.tsx';
import { Paging } from '../../ui/paging/view.tsx';
import { SearchForm } from '../../ui/search/view.tsx';
import { PageTitle } from '../../ui/title/view.tsx';
import { addressOf, longestSearch, type NoticePlace, wordsOf } from '../api/notice-place.ts';
import { useNotices } from '../api/queries.ts';
import { useGo } from '../frame/go.tsx';

/**
 * `notice.list`: what waits after login; never blocks. Each search and each page is an address of its own, so that going
 * back, loading anew and coming back from a letter lead to it; on arrival the title takes the focus and says what was found.
 */
export function NoticeList(asked: NoticePlace) {
  const { t } = useTexts(noticeTexts);
  const go = useGo();
  // What is shown stays until the next page is there.
  const shown = useDeferredValue(
    useMemo(() => ({ search: asked.search, page: asked.page }), [asked.search, asked.page]),
  );
  const list = useNotices(shown);
  const { count, unread, pages } = list;
  const { search } = shown;
  const page = (number: number) => `/notices${addressOf({ search, page: number })}`;
  const rowOf = useRows(addressOf({ search, page: list.page }));
  return (
    <>
      <PageTitle key={addressOf(shown)} spokenAfter={useSpoken(list, search)}>
        {t('list.title')}
      </PageTitle>
      <p>{count === 0 ? t('list.empty') : t('list.body', { count, unread })}</p>
      {(count > noticesPerPage || search !== '') && (
        <SearchForm
          label={t('list.search')}
          words={asked.search}
          onSearch={(typed) => go(`/notices${addressOf({ search: wordsOf(typed), page: 1 })}`)}
          maxLength={longestSearch}
        />
      )}
      {search !== '' && <Found found={list.found} search={search} />}
      {list.notices.length > 0 && <NoticeTable caption={t('list.title')} rows={list.notices.map(rowOf)} />}
      <Paging page={list.page} pages={pages} href={page} />
      <ButtonRow>
        <ButtonLink kind="filled" href="/main">
          {t('list.main')}
        </ButtonLink>
      </ButtonRow>
    </>
  );
}

/** What the search found, and the way back to all. */
function Found({ found, search }: { found: number; search: string }) {
  const { t } = useTexts(noticeTexts);
  return (
    <div className="found">
      <p>{found === 0 ? t('list.foundNone', { search }) : t('list.found', { search, found })}</p>
      <InlineLinks>
        <a className="linkrow" href="/notices">
          {t('list.all')}
        </a>
      </InlineLinks>
    </div>
  );
}

/** What is heard after the title: how many there are, or were found, and which page of them this is. */
function useSpoken({ count, unread, found, page, pages }: NoticeListMessage, search: string): string {
  const { t } = useTexts(noticeTexts);
  if (count === 0) return '';
  const many = search === '' ? t('list.spoken', { count, unread }) : t('list.foundSpoken', { search, found });
  return pages > 1 ? many + t('list.pageSpoken', { page, pages }) : many;
}

/** `place` goes with each row into the letter's address, for the way back. */
function useRows(place: string): (notice: Notice) => NoticeRow {
  const { t, language } = useTexts(noticeTexts);
  return (notice) => {
    const { noticeNo, publishedDate, read } = notice;
    const row = { noticeNo, publishedDate, read, href: `/notices/${noticeNo}${place}` };
    if (notice.kind === 'renewal') return { ...row, subject: t('renewal.subject') };
    const { words: subject, lang } = inLanguage(notice.subject, language);
    return { ...row, subject, lang, acknowledgement: acknowledgementOf(notice) };
  };
}

function acknowledgementOf(notice: Notice): NoticeRow['acknowledgement'] {
  if (notice.kind !== 'written' || notice.acknowledgement === null) return undefined;
  return notice.acknowledgement.at === null ? 'asked' : 'given';
}
