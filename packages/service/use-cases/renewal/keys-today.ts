import { dayOf, type TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';

/** How many keys that were recorded at these instants count for today, in the bank's zone. */
export function keysRecordedToday(recorded: readonly Instant[], now: Instant, zone: TimeZone): number {
  const today = dayOf(now, zone);
  return recorded.filter((at) => dayOf(at, zone) === today).length;
}
