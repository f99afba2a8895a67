import { addDays, dayOf, startOfDay, type TimeZone } from '../calendar/calendar-day.ts';
import type { Instant } from '../calendar/instant.ts';
import type { MailReason, MailState } from './mail-outcome.ts';

/** How long the twin of a mail stands in 重要なお知らせ: a quarter's papers can be checked against it. */
const daysShown = 100;

/** Twins of mails that were due before this are shown no more. */
export function mailedNoticesSince(now: Instant, zone: TimeZone): Instant {
  return startOfDay(addDays(dayOf(now, zone), -daysShown), zone);
}

/**
 * Whether what a mail says stands in the portal as well (R27). The portal is the other channel: it also tells whom no mail
 * reached. What was found to be no longer right is told nowhere, unless its reader may have it in his hands.
 */
export function hasTwin({
  state,
  reason,
  writtenAt,
}: {
  readonly state: MailState;
  readonly reason: MailReason | null;
  /** When a letter was written that a server may have taken; null: none was. */
  readonly writtenAt: Instant | null;
}): boolean {
  switch (state) {
    case 'waiting':
    case 'sent':
    case 'unreachable':
      return true;
    case 'skipped':
    case 'suppressed':
      // A mail that comes days late puzzles; in the portal its day stands beside it.
      return writtenAt !== null || reason === 'too-late';
  }
}
