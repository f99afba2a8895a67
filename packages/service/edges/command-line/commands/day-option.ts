import { type CalendarDay, isCalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Given } from '../framework/given.ts';

/** The day that an option names; null where it was not given. Throws StartError (usage) for other words. */
export function dayOption(given: Given, name: string): CalendarDay | null {
  const text = given.text(name);
  if (text === null || isCalendarDay(text)) return text;
  throw given.wrong(`--${name} takes a day like 2026-12-06, not ${text}`);
}
