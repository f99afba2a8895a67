import { calendarDay, timeZone } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { parseInstant } from '@koshin/lifecycle/calendar/instant.ts';
import { formatDay, formatInstant } from '@koshin/web/texts/dates.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeDay, writeDayOf, writeInstant } from './dates.ts';

const tokyo = timeZone('Asia/Tokyo');

describe('dates in letters (screens 1.6)', () => {
  it('have no zeros in front', () => {
    expect(writeDay(calendarDay('2026-01-02'), 'ja')).toBe('2026年1月2日');
    expect(writeDay(calendarDay('2026-01-02'), 'en')).toBe('2 January 2026');
  });

  it('are of the bank’s zone, not of UTC', () => {
    const evening = parseInstant('2026-12-21T15:05:00Z');
    expect(writeDayOf(evening, 'ja', tokyo)).toBe('2026年12月22日');
    expect(writeInstant(evening, 'ja', tokyo)).toBe('2026年12月22日 0:05');
    expect(writeInstant(evening, 'en', tokyo)).toBe('22 December 2026, 0:05 (Japan time)');
    expect(writeInstant(evening, 'en', timeZone('Europe/Berlin'))).toBe('21 December 2026, 16:05 (Europe/Berlin)');
  });

  it('are those of the portal, to the letter', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true }),
        fc.constantFrom('ja' as const, 'en' as const),
        (date, language) => {
          const iso = date.toISOString();
          expect(writeInstant(parseInstant(iso), language, tokyo)).toBe(formatInstant(iso, language));
          expect(writeDay(calendarDay(iso.slice(0, 10)), language)).toBe(formatDay(iso.slice(0, 10), language));
        },
      ),
    );
  });
});
