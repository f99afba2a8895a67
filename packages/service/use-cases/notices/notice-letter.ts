import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Localized } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { richTextFrom } from '../../rich-text/from-markdown.ts';
import type { RichText } from '../../rich-text/tree.ts';
import type { Actor } from '../actor.ts';
import type { Means } from '../means.ts';
import { type MailedLetter, type MailedNoticeFacts, mailedLetterOf } from './mailed-notices-of.ts';
import { type NoticeFacts, noticesOf } from './notices-of.ts';
import type { RenewalNoticeFacts } from './renewal-notices-of.ts';
import type { WrittenNoticeFacts } from './written-notices-of.ts';

export interface LetterBody {
  readonly ja: RichText;
  readonly en: RichText;
}

/** A notice as it is opened; the words of the renewal notice are the portal's own. */
export type NoticeLetterFacts =
  | RenewalNoticeFacts
  | (WrittenNoticeFacts & { readonly body: LetterBody })
  | (MailedNoticeFacts & MailedLetter);

/** Refuses `not-found` for what does not stand in this user's list now. */
export async function noticeOf(
  means: Means,
  tx: RegisterView,
  actor: Pick<Actor, 'user' | 'bank'>,
  noticeNo: string,
): Promise<NoticeFacts> {
  const notice = (await noticesOf(means, tx, actor)).find((one) => one.noticeNo === noticeNo);
  if (!notice) throw refused('not-found', { noticeNo });
  return notice;
}

export async function letterOf(
  means: Pick<Means, 'clock'>,
  tx: RegisterView,
  actor: Pick<Actor, 'user' | 'bank'>,
  notice: NoticeFacts,
): Promise<NoticeLetterFacts> {
  switch (notice.kind) {
    case 'renewal':
      return notice;
    case 'mailed':
      return { ...notice, ...(await mailedLetterOf(means, tx, actor, notice)) };
    case 'written': {
      const body = await tx.writtenNotices.bodyOf(notice.id);
      if (!body) throw new Error(`the notice ${notice.id} has no text`);
      return { ...notice, body: readBody(body) };
    }
  }
}

/** What came out of the register goes through the same reader as what went in: nothing but the closed tree gets any further. */
export function readBody({ ja, en }: Localized): LetterBody {
  return { ja: readText(ja), en: readText(en) };
}

function readText(markdown: string): RichText {
  const read = richTextFrom(markdown);
  if (read.kind === 'text') return read.text;
  throw new Error(`the register holds a text that no notice can have: ${read.problems.map(({ what }) => what).join()}`);
}
