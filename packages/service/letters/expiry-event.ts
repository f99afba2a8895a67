import type { CalendarDay } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { addDays } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { formatInstant, type Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { LetterBank } from './facts.ts';
import { fill, type Language, type Text } from './text.ts';

const words = {
  summary: { ja: '{bankName} 電子証明書の有効期限', en: '{bankName}: certificate valid until today' },
  description: {
    ja: 'この日まで、{serviceName}で電子証明書を更新していただけます。更新がお済みの場合は、この予定を削除してください。お知らせ番号 {noticeNo}',
    en: 'You can renew your certificate in {serviceName} until this day. If you have renewed it, please delete this entry. Notice number {noticeNo}',
  },
} as const satisfies Readonly<Record<string, Text>>;

export interface ExpiryEvent {
  readonly language: Language;
  readonly bank: Pick<LetterBank, 'name' | 'serviceName'>;
  /** The same for every letter about one certificate, so that a later one replaces the entry (RFC 5545 3.8.4.7). */
  readonly uid: string;
  /** Rises when the event has changed (RFC 5545 3.8.7.4). */
  readonly sequence: number;
  /** When this was said. */
  readonly stamp: Instant;
  readonly expiryDate: CalendarDay;
  readonly noticeNumber: string;
  /** The address the letter comes from: a published event must name its organizer (RFC 5546 3.2.1). */
  readonly organizer: string;
}

/**
 * An iCalendar object (RFC 5545) with one event on the whole of the expiry date. It takes no time from anybody's day, has
 * no alarm and no link. Lines end with CRLF.
 */
export function expiryEvent(event: ExpiryEvent): string {
  const { language, bank, expiryDate } = event;
  const values = {
    bankName: bank.name[language],
    serviceName: bank.serviceName[language],
    noticeNo: event.noticeNumber,
  };
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Koshin//Koshin//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${formatInstant(event.stamp).replace(/\.\d+|[-:]/g, '')}`,
    `DTSTART;VALUE=DATE:${dateOf(expiryDate)}`,
    // The end is the first day that is not of the event any more (3.6.1).
    `DTEND;VALUE=DATE:${dateOf(addDays(expiryDate, 1))}`,
    `ORGANIZER;CN=${quoteParameter(bank.name[language])}:mailto:${event.organizer}`,
    `SUMMARY;LANGUAGE=${language}:${escapeText(fill(words.summary[language], values))}`,
    `DESCRIPTION;LANGUAGE=${language}:${escapeText(fill(words.description[language], values))}`,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

const dateOf = (day: CalendarDay): string => day.replaceAll('-', '');

/** TEXT (3.3.11). */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|[\r\n]/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** A quoted parameter value (3.2) can hold neither a quotation mark nor a control. */
function quoteParameter(text: string): string {
  return `"${text.replace(/["\p{Cc}]/gu, ' ')}"`;
}

const utf8 = new TextEncoder();

/** Lines of at most 75 octets without the break, none inside a character (3.1). */
function fold(line: string): string {
  const folded: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const length = utf8.encode(character).length;
    if (octets + length > 75) {
      folded.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += length;
  }
  return [...folded, current].join('\r\n');
}
