import { dayOf, type TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { IssuanceIntent } from '../../ports/register/records.ts';

/** How many keys of these intents count for today, in the bank's zone. */
export function keysRecordedToday(intents: readonly IssuanceIntent[], now: Instant, zone: TimeZone): number {
  const today = dayOf(now, zone);
  return intents.filter((intent) => dayOf(intent.recordedAt, zone) === today).length;
}
