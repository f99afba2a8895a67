import { type Page, pageOf } from '@koshin/lifecycle/notices/page-of.ts';
import { searchFor } from '@koshin/lifecycle/notices/search-notices.ts';
import { actorOf, type SessionKey } from '../actor.ts';
import type { Means } from '../means.ts';
import { type NoticeFacts, noticesOf } from './notices-of.ts';

/** As the portal heads its renewal notices, so that they are found by what customers see. */
export const renewalSubject = { ja: '電子証明書の更新をお願いします', en: 'Please renew your certificate' } as const;

export interface NoticesFound extends Page<NoticeFacts> {
  /** Of all there are, whatever is searched for. */
  readonly count: number;
  readonly unread: number;
  /** How many the search finds. */
  readonly found: number;
}

/** One page of what stands under 重要なお知らせ and is found by these words, in the subject (ja, en) or by its number. */
export async function listNotices(
  means: Means,
  {
    search = '',
    page = 1,
    perPage,
    ...key
  }: SessionKey & { readonly search?: string; readonly page?: number; readonly perPage: number },
): Promise<NoticesFound> {
  return means.register.read(async (tx) => {
    const all = await noticesOf(means, tx, await actorOf(means, tx, key));
    const isFound = searchFor(search);
    const found = all.filter((notice) => isFound(wordsOf(notice)));
    return {
      ...pageOf(found, { page, perPage }),
      count: all.length,
      unread: all.filter(({ read }) => !read).length,
      found: found.length,
    };
  });
}

function wordsOf(notice: NoticeFacts): readonly string[] {
  switch (notice.kind) {
    case 'renewal': {
      return [renewalSubject.ja, renewalSubject.en, notice.noticeNo, notice.serial, notice.subjectLabel];
    }
    case 'written':
      return [notice.subject.ja, notice.subject.en, notice.noticeNo];
  }
}
