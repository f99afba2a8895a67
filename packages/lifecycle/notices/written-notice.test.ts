import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDay, dayOf, startOfDay, timeZone } from '../calendar/calendar-day.ts';
import { instant, parseInstant } from '../calendar/instant.ts';
import { type NoticePeriod, noticeStanding, publishedAt } from './written-notice.ts';

const tokyo = timeZone('Asia/Tokyo');
const period: NoticePeriod = {
  writtenAt: parseInstant('2026-11-20T01:00:00Z'),
  firstDay: calendarDay('2026-11-22'),
  lastDay: calendarDay('2026-11-24'),
  withdrawnAt: null,
};
const at = (iso: string, differing: Partial<NoticePeriod> = {}) =>
  noticeStanding({ ...period, ...differing }, parseInstant(iso), tokyo);

describe('a written notice', () => {
  it.each([
    ['2026-11-21T14:59:59.999Z', 'scheduled'],
    ['2026-11-21T15:00:00Z', 'shown'],
    ['2026-11-24T14:59:59.999Z', 'shown'],
    ['2026-11-24T15:00:00Z', 'over'],
  ])(
    'from 00:00 of the first day until the end of the last, in the zone of the bank: at %s it is %s',
    (iso, standing) => {
      expect(at(iso)).toBe(standing);
    },
  );

  it('without a last day stands until it is withdrawn, and from then on never again', () => {
    expect(at('2036-11-24T15:00:00Z', { lastDay: null })).toBe('shown');
    const withdrawnAt = parseInstant('2026-11-23T03:00:00Z');
    expect(at('2026-11-23T02:59:59.999Z', { withdrawnAt })).toBe('shown');
    for (const iso of ['2026-11-23T03:00:00Z', '2026-12-01T00:00:00Z'])
      expect(at(iso, { withdrawnAt })).toBe('withdrawn');
    expect(at('2026-11-20T02:00:00Z', { withdrawnAt: parseInstant('2026-11-20T01:30:00Z') })).toBe('withdrawn');
  });

  it('is published when its first day begins, or when it was written on that day', () => {
    expect(publishedAt(period, tokyo)).toBe(parseInstant('2026-11-21T15:00:00Z'));
    const writtenAt = parseInstant('2026-11-22T05:00:00Z');
    expect(publishedAt({ ...period, writtenAt }, tokyo)).toBe(writtenAt);
  });

  it('is shown on every day from the first to the last and on no other, whatever the zone', () => {
    const zones = fc.constantFrom('Asia/Tokyo', 'America/St_Johns', 'Pacific/Apia', 'Europe/London').map(timeZone);
    const days = fc.integer({ min: 0, max: 800 }).map((n) => addDays(calendarDay('2026-01-01'), n));
    const instants = fc.integer({ min: Date.UTC(2025, 11, 1), max: Date.UTC(2028, 5, 1) }).map(instant);
    fc.assert(
      fc.property(zones, days, fc.nat(400), instants, (zone, firstDay, length, now) => {
        const lastDay = addDays(firstDay, length);
        const notice = { writtenAt: instant(0), firstDay, lastDay, withdrawnAt: null };
        const inside = now >= startOfDay(firstDay, zone) && now < startOfDay(addDays(lastDay, 1), zone);
        expect(noticeStanding(notice, now, zone) === 'shown').toBe(inside);
        if (inside) expect(publishedAt(notice, zone)).toBeLessThanOrEqual(now);
        expect(dayOf(publishedAt(notice, zone), zone) >= firstDay).toBe(true);
      }),
    );
  });
});
