import { type Page, pageOf } from '@koshin/lifecycle/notices/page-of.ts';
import { searchFor } from '@koshin/lifecycle/notices/search-notices.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { type Actor, actorOf, type SessionKey } from '../actor.ts';
import type { Means } from '../means.ts';
import { type MailedLetter, type MailedNoticeFacts, mailedLetterOf } from './mailed-notices-of.ts';
import { type NoticeFacts, noticesOf } from './notices-of.ts';

/** As the portal heads its renewal notices, so that they are found by what customers see. */
export const renewalSubject = { ja: '電子証明書の更新をお願いします', en: 'Please renew your certificate' } as const;

/** As it stands in the list: with its subject, where that is not the portal's own. */
export type ListedNotice =
  | Exclude<NoticeFacts, MailedNoticeFacts>
  | (MailedNoticeFacts & Pick<MailedLetter, 'subject'>);

export interface NoticesFound extends Page<ListedNotice> {
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
    const actor = await actorOf(means, tx, key);
    const all = await noticesOf(means, tx, actor);
    const listed = (notices: readonly NoticeFacts[]) => withSubjects(means, tx, actor, notices);
    const isFound = searchFor(search);
    // Subjects of mails are gathered for what is looked through, or else for what is shown.
    const found = search === '' ? all : (await listed(all)).filter((notice) => isFound(wordsOf(notice)));
    const shown = pageOf(found, { page, perPage });
    return {
      ...shown,
      items: await listed(shown.items),
      count: all.length,
      unread: all.filter(({ read }) => !read).length,
      found: found.length,
    };
  });
}

async function withSubjects(
  means: Pick<Means, 'clock'>,
  tx: RegisterView,
  actor: Actor,
  notices: readonly NoticeFacts[],
): Promise<readonly ListedNotice[]> {
  const listed: ListedNotice[] = [];
  for (const notice of notices) {
    if (notice.kind !== 'mailed') listed.push(notice);
    else listed.push({ ...notice, subject: (await mailedLetterOf(means, tx, actor, notice)).subject });
  }
  return listed;
}

function wordsOf(notice: ListedNotice): readonly string[] {
  switch (notice.kind) {
    case 'renewal': {
      return [renewalSubject.ja, renewalSubject.en, notice.noticeNo, notice.serial, notice.subjectLabel];
    }
    case 'written':
    case 'mailed':
      return [notice.subject.ja, notice.subject.en, notice.noticeNo];
  }
}
