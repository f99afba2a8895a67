import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDay, startOfDay, timeZone } from '../calendar/calendar-day.ts';
import { instant, parseInstant } from '../calendar/instant.ts';
import { countDays } from '../calendar/oracle/counted-days.ts';
import type { CertificateRecord } from '../certificates/status.ts';
import { renewalWindow } from '../certificates/term.ts';
import { defaultPolicy } from '../policies/bank-policy.ts';
import { mainScreenTone, renewalNotice } from './renewal-notice.ts';

const certificate: CertificateRecord = {
  state: 'active',
  expiryDate: calendarDay('2026-12-22'),
  retiresAt: null,
  revocation: null,
};
const at = (time: string) => parseInstant(`${time}+09:00`);
const facts = { certificate, unproven: null, now: at('2026-12-01T10:00'), policy: defaultPolicy };
const on = (time: string) => renewalNotice({ ...facts, now: at(time) });

describe('the renewal notice (R3)', () => {
  it('names the window, the days left and the new expiry date', () => {
    expect(renewalNotice(facts)).toEqual({
      windowFirstDay: '2026-11-22',
      expiryDate: '2026-12-22',
      daysLeft: 21,
      newExpiryDate: '2027-12-22',
      newExpiryDateFixed: true,
      lastDay: false,
      stage: 30,
      tone: 'information',
      unproven: null,
    });
  });

  it.each([
    ['2026-11-21T23:59:59.999', null],
    ['2026-11-22T00:00', 30],
    ['2026-12-21T12:00', 1],
    ['2026-12-22T23:59:59.999', 0],
    ['2026-12-23T00:00', null],
  ])('at %s has %s days left', (time, left) => {
    expect(on(time)?.daysLeft ?? null).toBe(left);
  });

  it('appears on day −30 and goes with the expiry date, for every expiry date and zone', () => {
    const zones = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia').map(timeZone);
    const days = fc.constantFrom(...countDays(2020, 2032).map(({ text }) => calendarDay(text)));
    fc.assert(
      fc.property(days, zones, (expiryDate, zone) => {
        const policy = { ...defaultPolicy, zone };
        const some = { ...facts, certificate: { ...certificate, expiryDate }, policy };
        const { opensAt, closesAt } = renewalWindow(policy, expiryDate);
        const left = [opensAt - 1, opensAt, closesAt - 1, closesAt].map(
          (ms) => renewalNotice({ ...some, now: instant(ms) })?.daysLeft ?? null,
        );
        expect(left).toEqual([null, 30, 0, null]);
        for (const ahead of [30, 10, 0]) {
          const now = startOfDay(addDays(expiryDate, -ahead), zone);
          expect(renewalNotice({ ...some, now })?.daysLeft).toBe(ahead);
        }
      }),
    );
  });

  it('says until today on the expiry date only', () => {
    expect(on('2026-12-21T23:59:59')?.lastDay).toBe(false);
    expect(on('2026-12-22T00:00')?.lastDay).toBe(true);
  });

  it('turns from information to caution with the last mail stage, and names the stage reached', () => {
    expect(on('2026-12-11T23:59:59')).toMatchObject({ tone: 'information', stage: 30 });
    expect(on('2026-12-12T00:00')).toMatchObject({ tone: 'caution', stage: 10 });
  });

  it('has no stage before the first, where the window opens earlier', () => {
    const policy = { ...defaultPolicy, renewalWindowDays: 60 };
    const early = renewalNotice({ ...facts, policy, now: at('2026-11-01T00:00') });
    expect(early).toMatchObject({ stage: null, tone: 'information', daysLeft: 51 });
  });

  it('says that the new expiry date is today’s where the term counts from the issue', () => {
    const policy = { ...defaultPolicy, newTermFrom: 'issue' as const };
    expect(renewalNotice({ ...facts, policy })).toMatchObject({
      newExpiryDate: '2027-12-01',
      newExpiryDateFixed: false,
    });
  });

  it('asks to finish when a successor waits for its proof, and names that one’s expiry date', () => {
    const unproven = { issuedAt: at('2026-11-25T09:00'), expiryDate: calendarDay('2027-11-25') };
    const policy = { ...defaultPolicy, newTermFrom: 'issue' as const };
    expect(renewalNotice({ ...facts, policy, unproven })).toMatchObject({
      unproven: { issuedAt: unproven.issuedAt },
      newExpiryDate: '2027-11-25',
      newExpiryDateFixed: true,
    });
  });

  it.each<[string, Partial<CertificateRecord>]>([
    ['its successor is proven, even during the overlap', { retiresAt: at('2026-12-05T00:00') }],
    ['it is revoked', { state: 'revoked', revocation: { at: at('2026-11-30T00:00'), reason: 'lost', by: 'customer' } }],
  ])('is gone when %s', (_, change) => {
    expect(renewalNotice({ ...facts, certificate: { ...certificate, ...change } })).toBeNull();
  });

  it('is shown for a certificate that was never used, too', () => {
    expect(renewalNotice({ ...facts, certificate: { ...certificate, state: 'issued' } })).not.toBeNull();
  });
});

describe('the main screen', () => {
  it('is plain without a notice and has the notice’s tone with one', () => {
    expect(mainScreenTone(on('2026-11-01T00:00'))).toBe('plain');
    expect(mainScreenTone(on('2026-12-01T00:00'))).toBe('information');
    expect(mainScreenTone(on('2026-12-20T00:00'))).toBe('caution');
  });
});
