import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { type Actor, actorOf, noteActivity, type SessionKey } from '../actor.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { letterOf, type NoticeLetterFacts, noticeOf } from './notice-letter.ts';
import type { NoticeFacts } from './notices-of.ts';

type Named = SessionKey & { readonly noticeNo: string };

/** What this notice says. Refuses `not-found` for what does not stand in the customer's list now. */
export async function showNotice(means: Means, input: Named): Promise<NoticeLetterFacts> {
  return means.register.read(async (tx) => {
    const actor = await actorOf(means, tx, input);
    return letterOf(means, tx, actor, await noticeOf(means, tx, actor, input.noticeNo));
  });
}

/** The customer has opened the notice. Again is nothing. */
export async function readNotice(means: Means, input: Named): Promise<NoticeLetterFacts> {
  return means.register.change(async (tx) => {
    const actor = await actorOf(means, tx, input);
    await noteActivity(means, tx, actor.session);
    const notice = await noticeOf(means, tx, actor, input.noticeNo);
    return letterOf(means, tx, actor, notice.read ? notice : await markRead(means, tx, actor, notice));
  });
}

/**
 * 「確認しました」, which is reading it, too. Again is nothing. Refuses `not-found` also where the bank does not ask for it.
 */
export async function acknowledgeNotice(means: Means, input: Named): Promise<NoticeLetterFacts> {
  return means.register.change(async (tx) => {
    const actor = await actorOf(means, tx, input);
    await noteActivity(means, tx, actor.session);
    const notice = await noticeOf(means, tx, actor, input.noticeNo);
    if (notice.kind !== 'written' || !notice.acknowledgement) throw refused('not-found', { noticeNo: input.noticeNo });
    if (notice.acknowledgement.at !== null) return letterOf(means, tx, actor, notice);
    const at = means.clock.now();
    await tx.writtenNotices.acknowledge({ id: notice.id, userId: actor.user.id, at });
    await auditOf(means, tx, actor)('notice-acknowledged', { noticeNo: notice.noticeNo, noticeId: notice.id });
    return letterOf(means, tx, actor, { ...notice, read: true, acknowledgement: { at } });
  });
}

async function markRead(
  means: Means,
  tx: RegisterTransaction,
  actor: Actor,
  notice: NoticeFacts,
): Promise<NoticeFacts> {
  const at = means.clock.now();
  const { noticeNo } = notice;
  const audit = auditOf(means, tx, actor);
  switch (notice.kind) {
    case 'written':
      await tx.writtenNotices.markRead({ id: notice.id, userId: actor.user.id, at });
      await audit('notice-read', { noticeNo, noticeId: notice.id });
      break;
    case 'renewal':
    case 'mailed':
      await tx.notices.markRead({ userId: actor.user.id, noticeNo, readAt: at });
      await audit('notice-read', { noticeNo });
      break;
  }
  return { ...notice, read: true };
}
