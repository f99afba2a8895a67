import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addYears,
  type CalendarDay,
  calendarDay,
  dayOf,
  daysBetween,
  earlierDay,
  isCalendarDay,
  laterDay,
  startOfDay,
  timeZone,
} from './calendar-day.ts';
import { formatInstant, instant, parseInstant } from './instant.ts';
import { countDays, hoursAtMidnight, isLeapYear } from './oracle/counted-days.ts';

const counted = countDays(2020, 2032);
const days = counted.map(({ text }) => calendarDay(text));
const anyDay = fc.constantFrom(...days);
const anyZone = fc.constantFrom(...Object.keys(hoursAtMidnight)).map(timeZone);
const anyInstant = fc
  .integer({ min: Date.parse('2020-01-01T12:00:00Z'), max: Date.parse('2032-12-30T12:00:00Z') })
  .map(instant);

const pairs = counted.slice(1).flatMap((today, i) => {
  const yesterday = counted[i];
  return yesterday === undefined ? [] : [{ yesterday, today }];
});

describe('a calendar day', () => {
  it('is each of the 4749 days from 2020 to 2032, counted one by one', () => {
    expect(counted).toHaveLength(4749);
    for (const { yesterday, today } of pairs) {
      expect(addDays(calendarDay(yesterday.text), 1)).toBe(today.text);
      expect(addDays(calendarDay(today.text), -1)).toBe(yesterday.text);
      expect(calendarDay(yesterday.text) < calendarDay(today.text)).toBe(true);
    }
  });

  it.each([
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '2026/11/22',
    '20261122',
    '2026-11-22T00:00',
    ' 2026-11-22',
    '+02026-11-22',
    '２０２６-11-22',
    '',
  ])('is not "%s"', (text) => {
    expect(isCalendarDay(text)).toBe(false);
    expect(() => calendarDay(text)).toThrow(RangeError);
  });

  it('ends with the calendar, with an error and not with a wrong day', () => {
    expect(() => addDays(calendarDay('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(calendarDay('0001-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(calendarDay('2026-11-22'), Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    expect(() => addYears(calendarDay('9999-06-01'), 1)).toThrow(RangeError);
  });

  it('is found again by the days between (properties over 2020 to 2032)', () => {
    fc.assert(
      fc.property(fc.nat(days.length - 1), fc.nat(days.length - 1), (i, j) => {
        const [from, to] = [days[i], days[j]];
        if (from === undefined || to === undefined) return false;
        return daysBetween(from, to) === j - i && addDays(from, j - i) === to && daysBetween(to, from) === i - j;
      }),
    );
  });

  it('has an earlier and a later of two', () => {
    fc.assert(
      fc.property(
        anyDay,
        anyDay,
        (a, b) => daysBetween(earlierDay(a, b), laterDay(a, b)) === Math.abs(daysBetween(a, b)),
      ),
    );
  });
});

describe('a year later', () => {
  it('is the same day and month, but 28 February for a 29th that is missing, for every day and 1 to 5 years', () => {
    for (const { text, year, month, date } of counted) {
      for (const years of [1, 2, 3, 4, 5]) {
        const missing = month === 2 && date === 29 && !isLeapYear(year + years);
        const expected = `${year + years}${missing ? '-02-28' : text.slice(4)}`;
        expect(addYears(calendarDay(text), years)).toBe(expected);
      }
    }
  });

  it('is 28 February after 29 February 2028, and 29 February again after four years', () => {
    const leapDay = calendarDay('2028-02-29');
    expect(addYears(leapDay, 1)).toBe('2029-02-28');
    expect(addYears(leapDay, 4)).toBe('2032-02-29');
    expect(addYears(calendarDay('2027-02-28'), 1)).toBe('2028-02-28');
  });
});

describe.each(Object.entries(hoursAtMidnight))('the days of %s', (name, hours) => {
  const zone = timeZone(name);

  it('begin when the law of the zone says, each day from 2020 to 2032', () => {
    for (const day of counted) {
      expect(startOfDay(calendarDay(day.text), zone)).toBe((day.number * 24 - hours(day)) * 3_600_000);
    }
  });

  it('follow each other without gap: the last millisecond of a day belongs to it, the next to the next', () => {
    for (const { yesterday, today } of pairs) {
      const start = startOfDay(calendarDay(today.text), zone);
      expect(dayOf(start, zone)).toBe(today.text);
      expect(dayOf(instant(start - 1), zone)).toBe(yesterday.text);
    }
  });

  it('are those that the runtime’s own calendar names for any instant', () => {
    const names = new Intl.DateTimeFormat('en-CA', { timeZone: name, dateStyle: 'short' });
    fc.assert(fc.property(anyInstant, (i) => dayOf(i, zone) === names.format(i)));
  });
});

describe('days where clocks jump over or back across midnight', () => {
  const started = (day: string, zone: string) => formatInstant(startOfDay(calendarDay(day), timeZone(zone)));

  it('start at 01:00 where midnight is left out (São Paulo, 4 November 2018)', () => {
    expect(started('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
    expect(dayOf(parseInstant('2018-11-04T02:59:59Z'), timeZone('America/Sao_Paulo'))).toBe('2018-11-03');
  });

  it('are empty where a whole day is left out (Apia, 30 December 2011)', () => {
    const apia = timeZone('Pacific/Apia');
    expect(started('2011-12-30', 'Pacific/Apia')).toBe(started('2011-12-31', 'Pacific/Apia'));
    const change = parseInstant('2011-12-30T10:00:00Z');
    expect(dayOf(change, apia)).toBe('2011-12-31');
    expect(dayOf(instant(change - 1), apia)).toBe('2011-12-29');
  });

  it('do not end again once begun, where clocks fall back over midnight (St. John’s, 7 November 2010)', () => {
    const stJohns = timeZone('America/St_Johns');
    expect(started('2010-11-07', 'America/St_Johns')).toBe('2010-11-07T02:30:00.000Z');
    // Clocks went from 00:01 back to 23:01 of the 6th.
    expect(dayOf(parseInstant('2010-11-07T02:31:30Z'), stJohns)).toBe('2010-11-07');
    expect(dayOf(parseInstant('2010-11-07T02:29:59Z'), stJohns)).toBe('2010-11-06');
  });

  it('never run backwards, in any zone', () => {
    fc.assert(
      fc.property(anyInstant, fc.nat(200_000_000), anyZone, (i, ms, zone) => {
        const later: CalendarDay = dayOf(instant(i + ms), zone);
        return dayOf(i, zone) <= later;
      }),
    );
  });
});

describe('a time zone', () => {
  it('is known by its name, whatever its capitals', () => {
    expect(timeZone('asia/tokyo')).toBe('Asia/Tokyo');
    expect(timeZone('UTC')).toBe('UTC');
  });

  it.each(['Asia/Osaka', '+09:00', 'JST+9', '', 'Asia/Tokyo ', '2026-01-01T00:00[Asia/Tokyo]', '../etc/passwd'])(
    'is not "%s"',
    (id) => {
      expect(() => timeZone(id)).toThrow(RangeError);
    },
  );
});
