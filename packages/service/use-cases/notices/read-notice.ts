import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { actorOf, noteActivity, type SessionKey } from '../actor.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { type NoticeFacts, noticesOf } from './notices-of.ts';

export async function listNotices(means: Means, key: SessionKey): Promise<readonly NoticeFacts[]> {
  return means.register.read(async (tx) => noticesOf(means, tx, await actorOf(means, tx, key)));
}

/** The customer has opened the notice. Again is nothing. */
export async function readNotice(
  means: Means,
  input: SessionKey & { readonly noticeNo: string },
): Promise<readonly NoticeFacts[]> {
  return means.register.change(async (tx) => {
    const actor = await actorOf(means, tx, input);
    await noteActivity(means, tx, actor.session);
    const notices = await noticesOf(means, tx, actor);
    const notice = notices.find((one) => one.noticeNo === input.noticeNo);
    if (!notice) throw refused('not-found');
    if (notice.read) return notices;
    await tx.notices.markRead({ userId: actor.user.id, noticeNo: notice.noticeNo, readAt: means.clock.now() });
    await auditOf(means, tx, actor)('notice-read', { noticeNo: notice.noticeNo });
    return notices.map((one) => (one === notice ? { ...one, read: true } : one));
  });
}
