import { hours, type Instant, minutes, plusSeconds, type Seconds, seconds } from '../calendar/instant.ts';
import type { MailSuppression } from './mail-stages.ts';

/** How a mail stands: `unreachable` is the end of one that a person should know of. */
export type MailState = 'waiting' | 'sent' | 'skipped' | 'suppressed' | 'unreachable';

/** Why it stands so, where that needs a word. */
export type MailReason =
  | 'later-stage-due'
  | 'expired'
  /** It had passed when the certificate was issued, by the stages that the bank has now. */
  | 'stage-passed'
  /** It confirms what was done days ago. */
  | 'too-late'
  | MailSuppression
  /** The user has no address, or only one that mails came back from. */
  | 'no-address'
  | 'address-bounced'
  /** The bank has no sender. */
  | 'no-sender'
  /** The server will never take it for this address. */
  | 'refused'
  /** Servers put it off for days on end, in which ours could be reached. */
  | 'given-up'
  /** It was taken, and came back (RFC 3464). */
  | 'bounced';

/** No try to hand a mail over takes longer: one that has not ended by then was broken off. */
export const longestTry: Seconds = minutes(18);

const pauses: readonly Seconds[] = [
  ...[1, 5, 15, 30].map(minutes),
  ...[1, 2, 4].map(hours),
  // From here on four times a day.
  hours(6),
];

/** Whether a mail still confirms what was done then; after days it would rather puzzle (R28). */
export function isWorthConfirming({ doneAt, now }: { readonly doneAt: Instant; readonly now: Instant }): boolean {
  return now < plusSeconds(doneAt, patience);
}

/** As long as servers try by themselves (RFC 5321 4.5.4.1: four to five days). */
const patience = hours(5 * 24);

/**
 * When a mail that was not taken is tried again.
 *
 * @param tries how often it was tried, this time included
 * @param firstTryAt when for the first time
 * @returns null where nobody should try any more
 */
export function nextTryAt({
  tries,
  firstTryAt,
  now,
}: {
  readonly tries: number;
  readonly firstTryAt: Instant;
  readonly now: Instant;
}): Instant | null {
  if (now >= plusSeconds(firstTryAt, patience)) return null;
  return plusSeconds(now, pauseAfter(tries));
}

/**
 * When a mail is tried again that could be handed to no server at all, through no fault of its address: never given up
 * for that, and soon after it is over.
 */
export function retryOfOurs({ tries, now }: { readonly tries: number; readonly now: Instant }): Instant {
  return plusSeconds(now, seconds(Math.min(pauseAfter(tries), hours(1))));
}

function pauseAfter(tries: number): Seconds {
  return pauses[Math.min(Math.max(tries, 1), pauses.length) - 1] ?? hours(6);
}
