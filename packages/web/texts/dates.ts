import type { Language } from './catalogue.ts';

/** The zone of the demo's banks; a bank's calendar days and times of day are in its own zone. */
export const bankZone = 'Asia/Tokyo';

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2026-11-22` as 2026年11月22日 or 22 November 2026. Throws on anything that is not a calendar day. */
export function formatDay(day: string, language: Language): string {
  const [, year, month, date] = dayShape.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) throw new RangeError(`not a day: ${day}`);
  const name = months[Number(month) - 1];
  if (name === undefined) throw new RangeError(`not a day: ${day}`);
  return language === 'ja' ? `${year}年${Number(month)}月${Number(date)}日` : `${Number(date)} ${name} ${year}`;
}

interface Wall {
  readonly day: string;
  readonly time: string;
}

function wallClock(instant: string, zone: string): Wall {
  if (!instantShape.test(instant)) throw new RangeError(`not an instant: ${instant}`);
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: 'numeric',
    minute: '2-digit',
  }).formatToParts(new Date(instant));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { day: `${of('year')}-${of('month')}-${of('day')}`, time: `${Number(of('hour'))}:${of('minute')}` };
}

/** The calendar day of an instant (`2026-11-22T00:00:00Z`) in the bank's zone, as `YYYY-MM-DD`. */
export function dayOf(instant: string, zone: string = bankZone): string {
  return wallClock(instant, zone).day;
}

/** The time of day of an instant: 9:12, in English with (Japan time). */
export function formatTime(instant: string, language: Language, zone: string = bankZone): string {
  return `${wallClock(instant, zone).time}${zoneNote(language, zone)}`;
}

/** Day and time of an instant: 2026年12月8日 9:12, in English 8 December 2026, 9:12 (Japan time). */
export function formatInstant(instant: string, language: Language, zone: string = bankZone): string {
  const { day, time } = wallClock(instant, zone);
  const date = formatDay(day, language);
  return language === 'ja' ? `${date} ${time}` : `${date}, ${time}${zoneNote(language, zone)}`;
}

function zoneNote(language: Language, zone: string): string {
  if (language === 'ja') return '';
  return zone === 'Asia/Tokyo' ? ' (Japan time)' : ` (${zone})`;
}

/** A value that a refusal states as a fact: days and instants become dates, anything else stays as it is. */
export function formatFact(fact: string | number | boolean, language: Language): string {
  if (typeof fact !== 'string') return String(fact);
  if (dayShape.test(fact)) return formatDay(fact, language);
  return instantShape.test(fact) ? formatInstant(fact, language) : fact;
}
