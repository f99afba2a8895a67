import { inOrder } from '@koshin/lifecycle/notices/order-of-notices.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Actor } from '../actor.ts';
import type { Means } from '../means.ts';
import { type MailedNoticeFacts, mailedNoticesOf } from './mailed-notices-of.ts';
import { type RenewalNoticeFacts, renewalNoticesOf } from './renewal-notices-of.ts';
import { type WrittenNoticeFacts, writtenNoticesOf } from './written-notices-of.ts';

/** One entry under 重要なお知らせ, without its text. */
export type NoticeFacts = RenewalNoticeFacts | MailedNoticeFacts | WrittenNoticeFacts;

/**
 * What stands under this user's 重要なお知らせ now, in the order of the list. Whatever it comes from joins here: those
 * whose number a mail has told already keep it, and what the bank wrote comes last.
 */
export async function noticesOf(
  means: Means,
  tx: RegisterView,
  actor: Pick<Actor, 'user' | 'bank'>,
): Promise<readonly NoticeFacts[]> {
  const told = [...(await renewalNoticesOf(means, tx, actor)), ...(await mailedNoticesOf(means, tx, actor))];
  const written = await writtenNoticesOf(means, tx, actor, { taken: told.map(({ noticeNo }) => noticeNo) });
  return inOrder<NoticeFacts>([...told, ...written]);
}
