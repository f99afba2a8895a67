import { type CalendarDay, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { numberBeside } from '@koshin/lifecycle/notices/notice-number.ts';
import { noticeStanding, publishedAt } from '@koshin/lifecycle/notices/written-notice.ts';
import type { Localized, WrittenNoticeId } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Actor } from '../actor.ts';
import type { Means } from '../means.ts';

/** What the bank wrote, as it stands in one customer's list. */
export interface WrittenNoticeFacts {
  readonly kind: 'written';
  readonly id: WrittenNoticeId;
  readonly noticeNo: string;
  readonly publishedAt: Instant;
  readonly publishedDate: CalendarDay;
  readonly read: boolean;
  readonly subject: Localized;
  /** Null: 「確認しました」 is not asked for. */
  readonly acknowledgement: { readonly at: Instant | null } | null;
}

/**
 * What this user's bank wrote to everybody, his contract or him, and shows now. Where one of his other notices has the
 * same number, this one has the next of its own, so that a number names one of them.
 */
export async function writtenNoticesOf(
  means: Pick<Means, 'clock'>,
  tx: RegisterView,
  { user, bank }: Pick<Actor, 'user' | 'bank'>,
  { taken }: { readonly taken: Iterable<string> },
): Promise<readonly WrittenNoticeFacts[]> {
  const now = means.clock.now();
  const { zone } = bank.policy;
  const reader = { bankId: bank.id, contractId: user.contractId, userId: user.id, today: dayOf(now, zone) };
  const received = await tx.writtenNotices.receivedBy(reader);
  const numbers = new Set(taken);
  return received
    .filter((notice) => noticeStanding(notice, now, zone) === 'shown')
    .sort((a, b) => a.writtenAt - b.writtenAt || (a.id < b.id ? -1 : 1))
    .map((notice): WrittenNoticeFacts => {
      const noticeNo = numberBeside(numbers, { id: notice.id, noticeNo: notice.noticeNo });
      numbers.add(noticeNo);
      const published = publishedAt(notice, zone);
      return {
        kind: 'written',
        id: notice.id,
        noticeNo,
        publishedAt: published,
        publishedDate: dayOf(published, zone),
        read: notice.readAt !== null,
        subject: notice.subject,
        acknowledgement: notice.acknowledgementAsked ? { at: notice.acknowledgedAt } : null,
      };
    });
}
