import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDay, startOfDay, timeZone } from '../calendar/calendar-day.ts';
import { instant, parseInstant, plusSeconds } from '../calendar/instant.ts';
import { defaultPolicy } from '../policies/bank-policy.ts';
import { guidancePlaceOn } from './guidance-place.ts';

const earlierPlaces = ['renewal-notice', 'main-screen'] as const;
const zones = fc.constantFrom('Asia/Tokyo', 'Europe/London', 'America/St_Johns', 'Pacific/Apia').map(timeZone);
const days = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(calendarDay('2005-01-01'), days));
const places = fc.constantFrom(...earlierPlaces);

describe('where the portal guides to the renewal (R13)', () => {
  it.each(earlierPlaces)('is %s before the bank’s effective date, and 重要なお知らせ from its midnight on', (place) => {
    const policy = { ...defaultPolicy, guidancePlace: place, importantNoticesFrom: calendarDay('2020-08-17') };
    const on = (time: string) => guidancePlaceOn(policy, parseInstant(time));
    expect(on('2019-01-01T00:00:00Z')).toBe(place);
    expect(on('2020-08-16T14:59:59.999Z')).toBe(place);
    expect(on('2020-08-16T15:00:00Z')).toBe('important-notices');
    expect(on('2026-08-17T15:00:00Z')).toBe('important-notices');
  });

  it('changes with the first millisecond of that day in the bank’s zone, and not before', () => {
    fc.assert(
      fc.property(zones, days, places, (zone, day, guidancePlace) => {
        const policy = { zone, guidancePlace, importantNoticesFrom: day };
        const midnight = startOfDay(day, zone);
        expect(guidancePlaceOn(policy, instant(midnight - 1))).toBe(guidancePlace);
        expect(guidancePlaceOn(policy, midnight)).toBe('important-notices');
      }),
    );
  });

  it('changes once, and never back', () => {
    fc.assert(
      fc.property(zones, days, places, fc.integer({ min: -5e8, max: 5e8 }), (zone, day, guidancePlace, seconds) => {
        const policy = { zone, guidancePlace, importantNoticesFrom: day };
        const midnight = startOfDay(day, zone);
        const now = plusSeconds(midnight, seconds);
        expect(guidancePlaceOn(policy, now)).toBe(now < midnight ? guidancePlace : 'important-notices');
      }),
    );
  });

  it('stays where it is without such a day, and is 重要なお知らせ where nothing is set', () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4e12 }).map(instant), (zone, now) => {
        for (const guidancePlace of ['important-notices', ...earlierPlaces] as const) {
          expect(guidancePlaceOn({ zone, guidancePlace, importantNoticesFrom: null }, now)).toBe(guidancePlace);
        }
        expect(guidancePlaceOn({ ...defaultPolicy, zone }, now)).toBe('important-notices');
      }),
    );
  });
});
