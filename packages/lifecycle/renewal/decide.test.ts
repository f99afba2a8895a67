import { describe, expect, it } from 'vitest';
import { calendarDay } from '../calendar/calendar-day.ts';
import { parseInstant } from '../calendar/instant.ts';
import type { CertificateRecord } from '../certificates/status.ts';
import { defaultPolicy } from '../policies/bank-policy.ts';
import { decideProof, decideRequest, decideStart } from './decide.ts';
import { isLive, type RenewalStateName, renewalStateNames } from './states.ts';

const policy = defaultPolicy;
const at = (time: string) => parseInstant(`${time}+09:00`);
const certificate: CertificateRecord = {
  state: 'active',
  expiryDate: calendarDay('2026-12-22'),
  retiresAt: null,
  revocation: null,
};

describe('decideStart', () => {
  const start = (time: string, live: RenewalStateName | null = null, change: Partial<CertificateRecord> = {}) => {
    const decision = decideStart({ policy, certificate: { ...certificate, ...change }, now: at(time), live });
    return decision.allowed ? decision.start : decision.code;
  };

  it.each([
    ['the moment before the window', '2026-11-21T23:59:59.999', 'renewal-too-early'],
    ['the first moment of the window', '2026-11-22T00:00', 'new'],
    ['the last moment of the expiry date', '2026-12-22T23:59:59.999', 'new'],
    ['the moment after', '2026-12-23T00:00', 'renewal-too-late'],
  ])('at %s answers %s: %s', (_, time, expected) => {
    expect(start(time)).toBe(expected);
  });

  it('tells from when to when one can renew', () => {
    expect(decideStart({ policy, certificate, now: at('2026-11-01T00:00'), live: null })).toEqual({
      allowed: false,
      code: 'renewal-too-early',
      detail: { windowStart: '2026-11-22', expiryDate: '2026-12-22' },
      expected: '2026-11-22 to 2026-12-22',
      got: 'before',
      endLive: false,
    });
  });

  it.each(renewalStateNames)('resumes a live renewal and begins anew after one that has ended: %s', (live) => {
    expect(start('2026-12-01T10:00', live)).toBe(isLive(live) ? 'resume' : 'new');
  });

  it.each(['requested', 'issued', 'installed'] as const)('resumes %s even after the window and the expiry', (live) => {
    expect(start('2027-01-15T10:00', live)).toBe('resume');
  });

  it.each(['preparing', 'ready'] as const)('refuses %s after the window, and has it ended', (live) => {
    const decision = decideStart({ policy, certificate, now: at('2026-12-23T00:00'), live });
    expect(decision).toMatchObject({ allowed: false, code: 'renewal-too-late', endLive: true });
  });

  it('ends nothing where nothing is live', () => {
    const decision = decideStart({ policy, certificate, now: at('2026-12-23T00:00'), live: null });
    expect(decision).toMatchObject({ code: 'renewal-too-late', endLive: false });
  });

  it.each<[string, Partial<CertificateRecord>, string]>([
    [
      'revoked',
      { state: 'revoked', revocation: { at: at('2026-11-30T00:00'), reason: 'lost', by: 'bank' } },
      'certificate-revoked',
    ],
    ['retired', { retiresAt: at('2026-11-30T00:00') }, 'renewal-already-proven'],
    ['in its overlap', { retiresAt: at('2026-12-05T00:00') }, 'renewal-already-proven'],
  ])('refuses a certificate that is %s, also while a renewal is live', (_, change, code) => {
    expect(start('2026-12-01T10:00', null, change)).toBe(code);
    expect(start('2026-12-01T10:00', 'issued', change)).toBe(code);
  });

  it('takes a certificate that was issued and never used', () => {
    expect(start('2026-12-01T10:00', null, { state: 'issued' })).toBe('new');
  });
});

describe('decideRequest', () => {
  const fresh = { state: 'ready', keysToday: 0, policy, keyKnownHere: false, keyKnownElsewhere: false } as const;

  it('records an intent for the first key', () => {
    expect(decideRequest(fresh)).toEqual({
      allowed: true,
      key: 'new',
      next: 'requested',
      effects: ['record-intent'],
      tellBank: false,
    });
  });

  it('tells the bank at the third key of a day, not before and not again', () => {
    const told = Array.from({ length: 10 }, (_, keysToday) => {
      const decision = decideRequest({ ...fresh, state: 'issued', keysToday });
      return decision.allowed && decision.key === 'new' && decision.tellBank;
    });
    expect(told).toEqual([false, false, true, false, false, false, false, false, false, false]);
  });

  it('refuses the eleventh key of a day', () => {
    expect(decideRequest({ ...fresh, state: 'issued', keysToday: 9 })).toMatchObject({ allowed: true });
    expect(decideRequest({ ...fresh, state: 'issued', keysToday: 10 })).toEqual({
      allowed: false,
      code: 'renewal-remake-limit',
      detail: { n: 10 },
      expected: 'at most 10 keys a day',
      got: 'key 11',
    });
  });

  it.each(['requested', 'issued', 'installed', 'proven'] as const)(
    'answers a key of this renewal with its certificate in %s, beyond the limit too',
    (state) => {
      expect(decideRequest({ ...fresh, state, keysToday: 10, keyKnownHere: true })).toEqual({
        allowed: true,
        key: 'same',
        next: state,
        effects: ['answer-same-certificate'],
      });
    },
  );

  it('refuses a key that the register knows from elsewhere', () => {
    expect(decideRequest({ ...fresh, keyKnownElsewhere: true })).toMatchObject({
      allowed: false,
      code: 'key-already-used',
    });
  });

  it.each([
    ['preparing', 'renewal-out-of-order'],
    ['proven', 'renewal-already-proven'],
    ['cancelled', 'renewal-not-live'],
    ['failed', 'renewal-not-live'],
  ] as const)('refuses a new key in %s: %s', (state, code) => {
    expect(decideRequest({ ...fresh, state })).toMatchObject({ allowed: false, code });
    expect(decideRequest({ ...fresh, state, keysToday: 10, keyKnownElsewhere: true })).toMatchObject({ code });
  });
});

describe('decideProof', () => {
  it('proves a live renewal by whichever successor was presented', () => {
    expect(decideProof({ state: 'issued', provenCertificateId: null, certificateId: 'a' })).toEqual({
      allowed: true,
      next: 'proven',
      effects: ['activate-successor', 'retire-predecessor', 'revoke-siblings', 'move-session'],
    });
  });

  it('takes the proving certificate again, and changes nothing', () => {
    expect(decideProof({ state: 'proven', provenCertificateId: 'a', certificateId: 'a' })).toEqual({
      allowed: true,
      next: 'proven',
      effects: [],
    });
  });

  it('refuses another certificate once proven', () => {
    expect(decideProof({ state: 'proven', provenCertificateId: 'a', certificateId: 'b' })).toMatchObject({
      allowed: false,
      code: 'renewal-already-proven',
    });
  });

  it('refuses a proof before anything was requested', () => {
    expect(decideProof({ state: 'ready', provenCertificateId: null, certificateId: 'a' })).toMatchObject({
      code: 'renewal-out-of-order',
    });
  });
});
