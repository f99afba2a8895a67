import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay } from '../calendar/calendar-day.ts';
import { formatInstant, instant, parseInstant } from '../calendar/instant.ts';
import type { CertificateRecord } from '../certificates/status.ts';
import { defaultPolicy } from '../policies/bank-policy.ts';
import { certificateEndsAt, judgeSession, passwordFresh, sessionEndsAt } from './session-rules.ts';

const at = (time: string) => parseInstant(`2026-12-22T${time}+09:00`);
const certificate: CertificateRecord = {
  state: 'active',
  expiryDate: calendarDay('2026-12-31'),
  retiresAt: null,
  revocation: null,
};
const facts = {
  session: { startedAt: at('09:00'), lastSeenAt: at('10:00') },
  certificate,
  userSuspendedAt: null,
  contractClosedAt: null,
  now: at('10:05'),
  policy: defaultPolicy,
};
const lastDay = { ...certificate, expiryDate: calendarDay('2026-12-22') };

describe('a session', () => {
  it('goes on while it is used', () => {
    expect(judgeSession(facts)).toBeNull();
    expect(formatInstant(sessionEndsAt(facts))).toBe('2026-12-22T01:15:00.000Z');
  });

  it.each([
    ['10:14:59.999', null],
    ['10:15', { reason: 'session-expired', at: at('10:15') }],
  ])('ends after 15 minutes without activity: at %s %o', (now, end) => {
    expect(judgeSession({ ...facts, now: at(now) })).toEqual(end);
  });

  it('ends after eight hours, however busy', () => {
    const busy = { ...facts, session: { startedAt: at('09:00'), lastSeenAt: at('16:59') } };
    expect(judgeSession({ ...busy, now: at('16:59:59') })).toBeNull();
    expect(judgeSession({ ...busy, now: at('17:00') })).toEqual({ reason: 'session-expired', at: at('17:00') });
    expect(sessionEndsAt(busy)).toBe(at('17:00'));
  });

  it('ends with its certificate’s expiry date', () => {
    const late = { ...facts, certificate: lastDay, session: { startedAt: at('23:00'), lastSeenAt: at('23:55') } };
    expect(judgeSession({ ...late, now: at('23:59:59.999') })).toBeNull();
    const midnight = parseInstant('2026-12-23T00:00:00+09:00');
    expect(judgeSession({ ...late, now: midnight })).toEqual({ reason: 'session-ended-by-certificate', at: midnight });
    expect(sessionEndsAt(late)).toBe(midnight);
  });

  it('of a predecessor ends when that is retired', () => {
    const overlap = { ...facts, certificate: { ...certificate, retiresAt: at('10:05') } };
    expect(judgeSession({ ...overlap, now: at('10:04:59') })).toBeNull();
    expect(judgeSession(overlap)).toEqual({ reason: 'session-ended-by-certificate', at: at('10:05') });
  });

  it.each([
    [
      'its certificate is revoked',
      'session-ended-by-certificate',
      {
        certificate: {
          ...certificate,
          state: 'revoked',
          revocation: { at: at('10:02'), reason: 'lost', by: 'administrator' },
        },
      },
    ],
    ['its user is suspended', 'user-suspended', { userSuspendedAt: at('10:02') }],
    ['its contract is closed', 'user-suspended', { contractClosedAt: at('10:02') }],
  ] as const)('ends at once when %s, even under a clock that stepped back', (_, reason, change) => {
    expect(judgeSession({ ...facts, ...change })).toEqual({ reason, at: at('10:02') });
    expect(judgeSession({ ...facts, ...change, now: at('10:01') })).toEqual({ reason, at: at('10:02') });
  });

  it('tells the earliest of several ends', () => {
    const ends = { userSuspendedAt: at('11:00'), certificate: { ...certificate, retiresAt: at('10:10') } };
    expect(judgeSession({ ...facts, ...ends, now: at('12:00') })).toEqual({
      reason: 'session-ended-by-certificate',
      at: at('10:10'),
    });
  });

  it('ends exactly when sessionEndsAt says, if nobody ends it before', () => {
    const minutes = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(minutes, minutes, fc.option(minutes), (start, seen, retire) => {
        const session = {
          startedAt: instant(at('00:00') + start * 60_000),
          lastSeenAt: instant(at('00:00') + (start + seen) * 60_000),
        };
        const retiresAt = retire === null ? null : instant(session.startedAt + retire * 60_000);
        const some = { ...facts, session, certificate: { ...lastDay, retiresAt } };
        const end = sessionEndsAt(some);
        expect(judgeSession({ ...some, now: instant(end - 1) })).toBeNull();
        expect(judgeSession({ ...some, now: end })?.at).toBe(end);
      }),
    );
  });
});

describe('the known end of a certificate', () => {
  it('is its expiry, or its retirement if that is earlier', () => {
    const midnight = parseInstant('2026-12-23T00:00:00+09:00');
    expect(certificateEndsAt(lastDay, defaultPolicy.zone)).toBe(midnight);
    expect(certificateEndsAt({ ...lastDay, retiresAt: at('12:00') }, defaultPolicy.zone)).toBe(at('12:00'));
    expect(certificateEndsAt({ ...lastDay, retiresAt: instant(midnight + 1) }, defaultPolicy.zone)).toBe(midnight);
  });
});

describe('the login password', () => {
  it.each([
    ['10:05', true],
    ['09:55:00.001', true],
    ['09:55', false],
    ['10:14', true],
    ['10:15', false],
  ])('given at %s counts at 10:05 as just given: %s', (given, fresh) => {
    expect(passwordFresh(at(given), at('10:05'), defaultPolicy)).toBe(fresh);
  });

  it('never given is not fresh', () => {
    expect(passwordFresh(null, at('10:05'), defaultPolicy)).toBe(false);
  });
});
