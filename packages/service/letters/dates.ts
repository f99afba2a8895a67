import type { CalendarDay, TimeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Language } from './text.ts';

const months = 'January February March April May June July August September October November December'.split(' ');

/** 2026年12月22日, 22 December 2026 (screens 1.6). */
export function writeDay(day: CalendarDay, language: Language): string {
  const [year, month, date] = day.split('-').map(Number);
  return language === 'ja' ? `${year}年${month}月${date}日` : `${date} ${months[Number(month) - 1]} ${year}`;
}

/** The day of an instant in the bank's zone. */
export function writeDayOf(instant: Instant, language: Language, zone: TimeZone): string {
  return writeDay(dayOf(instant, zone), language);
}

/** 2026年12月8日 9:12; in English 8 December 2026, 9:12 (Japan time). */
export function writeInstant(instant: Instant, language: Language, zone: TimeZone): string {
  const day = writeDayOf(instant, language, zone);
  const time = timeOfDay(instant, zone);
  return language === 'ja' ? `${day} ${time}` : `${day}, ${time} (${zone === 'Asia/Tokyo' ? 'Japan time' : zone})`;
}

function timeOfDay(instant: Instant, zone: TimeZone): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: '2-digit',
  }).formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${Number(of('hour'))}:${of('minute')}`;
}
