import { describe, expect, it } from 'vitest';
import { calendarDay } from '../calendar/calendar-day.ts';
import { parseInstant, plusSeconds } from '../calendar/instant.ts';
import { timeZone } from '../calendar/time-zone.ts';
import { revocationReasonCodes } from '../certificates/revocation.ts';
import { listedOn } from './listed.ts';

const now = parseInstant('2026-11-22T03:00:00Z');
const zone = timeZone('Asia/Tokyo');
const facts = { now, wallClock: now, scheduledAt: null, zone };
const valid = { revocation: null, retiresAt: null, expiryDate: calendarDay('2027-01-31') };
const earlier = (s: number) => plusSeconds(now, -s);
const revoked = (at = earlier(60)) => ({ ...valid, revocation: { at, reason: 'lost', by: 'bank' } as const });
/** The first second at which it is expired in Japan. */
const expired = parseInstant('2027-01-31T15:00:00Z');

describe('on a CRL stands', () => {
  it('nothing that is valid', () => expect(listedOn(valid, facts)).toBeNull());

  it('a revoked certificate, with the code of its reason and when it was revoked', () => {
    expect(listedOn(revoked(), facts)).toEqual({ revokedAt: earlier(60), reason: 1 });
  });

  it.each(Object.entries(revocationReasonCodes))(
    '%s as code %i, `unspecified` as none (RFC 5280 5.3.1)',
    (name, code) => {
      const { revocation } = revoked();
      const reason = Object.keys(revocationReasonCodes).find((one) => one === name);
      const listed = listedOn({ ...valid, revocation: Object.assign({ ...revocation }, { reason }) }, facts);
      expect(listed?.reason).toBe(code === 0 ? null : code);
    },
  );

  it('a retired certificate as superseded, from the instant on and not before', () => {
    expect(listedOn({ ...valid, retiresAt: plusSeconds(now, 1) }, facts)).toBeNull();
    expect(listedOn({ ...valid, retiresAt: now }, facts)).toEqual({ revokedAt: now, reason: 4 });
  });

  it('a retired and then revoked certificate from its retirement on, with the reason of the revocation', () => {
    expect(listedOn({ ...revoked(earlier(5)), retiresAt: earlier(90) }, facts)).toEqual({
      revokedAt: earlier(90),
      reason: 1,
    });
  });

  it('a certificate revoked before it would have been retired, from its revocation on', () => {
    const retiresAt = plusSeconds(now, 90);
    expect(listedOn({ ...revoked(earlier(5)), retiresAt }, facts)).toMatchObject({ revokedAt: earlier(5) });
  });

  it('nothing of the future of who reads it: the bank’s clock may be ahead', () => {
    expect(listedOn(revoked(), { ...facts, wallClock: earlier(3600) })?.revokedAt).toBe(earlier(3600));
  });

  it('an expired certificate until it was on one scheduled CRL after its expiry (RFC 5280 5)', () => {
    const later = { ...facts, now: plusSeconds(expired, 99), wallClock: plusSeconds(expired, 99) };
    expect(listedOn(revoked(), { ...later, scheduledAt: plusSeconds(expired, -1) })).not.toBeNull();
    expect(listedOn(revoked(), { ...later, scheduledAt: expired })).toBeNull();
    expect(listedOn({ ...valid, retiresAt: now }, { ...later, scheduledAt: expired })).toBeNull();
  });
});
