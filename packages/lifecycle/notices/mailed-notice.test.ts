import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDay, dayOf, timeZone } from '../calendar/calendar-day.ts';
import { formatInstant, instant, parseInstant } from '../calendar/instant.ts';
import type { MailReason, MailState } from './mail-outcome.ts';
import { hasTwin, mailedNoticesSince } from './mailed-notice.ts';

const tokyo = timeZone('Asia/Tokyo');

describe('the twin of a mail', () => {
  it('is shown for a hundred days of the bank, whole ones', () => {
    const since = (now: string) => formatInstant(mailedNoticesSince(parseInstant(now), tokyo));
    expect(since('2026-12-10T00:00:00Z')).toBe('2026-08-31T15:00:00.000Z');
    expect(since('2026-12-10T14:59:59Z')).toBe('2026-08-31T15:00:00.000Z');
    expect(since('2026-12-10T15:00:00Z')).toBe('2026-09-01T15:00:00.000Z');
  });

  it('is shown on its day and a hundred days later, and no longer, in any zone', () => {
    const zones = fc.constantFrom('Asia/Tokyo', 'America/St_Johns', 'Pacific/Apia', 'Europe/London').map(timeZone);
    const moments = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') }).map(instant);
    fc.assert(
      fc.property(zones, moments, fc.nat(120), (zone, dueAt, later) => {
        const now = instant(dueAt + later * 86_400_000);
        const isShown = dueAt >= mailedNoticesSince(now, zone);
        expect(isShown).toBe(dayOf(now, zone) <= addDays(dayOf(dueAt, zone), 100));
      }),
    );
    expect(dayOf(mailedNoticesSince(parseInstant('2026-04-11T00:00:00Z'), tokyo), tokyo)).toBe(
      calendarDay('2026-01-01'),
    );
  });

  it.each<[MailState, MailReason | null, boolean]>([
    ['waiting', null, true],
    ['waiting', 'no-sender', true],
    ['sent', null, true],
    ['unreachable', 'no-address', true],
    ['unreachable', 'address-bounced', true],
    ['unreachable', 'bounced', true],
    ['unreachable', 'refused', true],
    ['unreachable', 'given-up', true],
    ['skipped', 'too-late', true],
    ['skipped', 'expired', false],
    ['suppressed', 'revoked', false],
    ['suppressed', 'authority-revoked', false],
    ['suppressed', 'successor-usable', false],
    ['suppressed', 'user-closed', false],
  ])('of one that is %s (%s) is there: %s', (state, reason, there) => {
    expect(hasTwin({ state, reason, writtenAt: null })).toBe(there);
  });

  it('is there, however it ended, of one that its reader may have', () => {
    const writtenAt = parseInstant('2026-12-10T00:00:00Z');
    for (const state of ['waiting', 'sent', 'unreachable', 'skipped', 'suppressed'] as const) {
      expect(hasTwin({ state, reason: 'revoked', writtenAt })).toBe(true);
    }
  });
});
