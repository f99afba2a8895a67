import { dayOf } from '../calendar/calendar-day.ts';
import type { Instant } from '../calendar/instant.ts';
import type { BankPolicy, GuidancePlace } from '../policies/bank-policy.ts';

/**
 * Where the portal guides to the renewal at this instant (R13): the bank's earlier place before its effective date, and
 * 重要なお知らせ from the beginning of that day in the bank's zone.
 */
export function guidancePlaceOn(
  { zone, guidancePlace, importantNoticesFrom }: Pick<BankPolicy, 'zone' | 'guidancePlace' | 'importantNoticesFrom'>,
  now: Instant,
): GuidancePlace {
  const hasChanged = importantNoticesFrom !== null && dayOf(now, zone) >= importantNoticesFrom;
  return hasChanged ? 'important-notices' : guidancePlace;
}
