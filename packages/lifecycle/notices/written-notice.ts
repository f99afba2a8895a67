import { type CalendarDay, dayOf, startOfDay } from '../calendar/calendar-day.ts';
import { type Instant, instant } from '../calendar/instant.ts';
import type { TimeZone } from '../calendar/time-zone.ts';

/** For how long a notice that the bank wrote stands under 重要なお知らせ; whole days in the bank's zone. */
export interface NoticePeriod {
  readonly writtenAt: Instant;
  /** From 00:00 of this day, and never before it was written. */
  readonly firstDay: CalendarDay;
  /** Until the end of this day; null: until it is withdrawn. */
  readonly lastDay: CalendarDay | null;
  readonly withdrawnAt: Instant | null;
}

/** How a written notice stands for the operator; customers see only what is `shown`. */
export type NoticeStanding = 'scheduled' | 'shown' | 'over' | 'withdrawn';

export function noticeStanding(notice: NoticePeriod, now: Instant, zone: TimeZone): NoticeStanding {
  if (notice.withdrawnAt !== null && notice.withdrawnAt <= now) return 'withdrawn';
  const today = dayOf(now, zone);
  if (notice.lastDay !== null && notice.lastDay < today) return 'over';
  return notice.firstDay > today ? 'scheduled' : 'shown';
}

/** From when on it can be read. */
export function publishedAt({ writtenAt, firstDay }: NoticePeriod, zone: TimeZone): Instant {
  return instant(Math.max(writtenAt, startOfDay(firstDay, zone)));
}
