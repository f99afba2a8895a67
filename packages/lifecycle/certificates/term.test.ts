import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDay, dayOf, daysBetween, timeZone } from '../calendar/calendar-day.ts';
import { formatInstant, instant, parseInstant } from '../calendar/instant.ts';
import { countDays } from '../calendar/oracle/counted-days.ts';
import { type BankPolicy, defaultPolicy, type Validity } from '../policies/bank-policy.ts';
import {
  daysLeft,
  endOfTerm,
  expiryDateOfNew,
  expiryDateOfSuccessor,
  notAfterOf,
  notBeforeFor,
  renewalWindow,
  windowPosition,
} from './term.ts';

const tokyo = timeZone('Asia/Tokyo');
const days = countDays(2020, 2032).map(({ text }) => calendarDay(text));
const anyDay = fc.constantFrom(...days);
const anyZone = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia').map(timeZone);
const anyValidity: fc.Arbitrary<Validity> = fc.oneof(
  fc.record({ years: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 3650 }) }),
);
const day = calendarDay('2026-11-22');

describe('the term of a certificate', () => {
  it('ends with the last second of its expiry date, 23:59:59 JST = 14:59:59Z', () => {
    expect(formatInstant(notAfterOf(day, tokyo))).toBe('2026-11-22T14:59:59.000Z');
    expect(formatInstant(endOfTerm(day, tokyo))).toBe('2026-11-22T15:00:00.000Z');
  });

  it('shows the same end on screen and in the certificate, on every expiry date in every zone', () => {
    for (const zone of ['Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia'].map(timeZone)) {
      for (const expiryDate of days) {
        const notAfter = notAfterOf(expiryDate, zone);
        expect(dayOf(notAfter, zone)).toBe(expiryDate);
        expect(dayOf(endOfTerm(expiryDate, zone), zone)).toBe(addDays(expiryDate, 1));
      }
    }
  });

  it('begins an hour before the issue, in whole seconds', () => {
    const issuerNotBefore = parseInstant('2020-01-01T00:00:00Z');
    const begins = notBeforeFor({ wallClock: parseInstant('2026-11-22T09:30:15.900Z'), issuerNotBefore });
    expect(formatInstant(begins)).toBe('2026-11-22T08:30:15.000Z');
  });

  it('never begins before the issuer’s own', () => {
    const issuerNotBefore = parseInstant('2026-11-22T09:00:00Z');
    expect(notBeforeFor({ wallClock: parseInstant('2026-11-22T09:30:00Z'), issuerNotBefore })).toBe(issuerNotBefore);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_200_000 }), (ms) => {
        return notBeforeFor({ wallClock: instant(issuerNotBefore + ms), issuerNotBefore }) >= issuerNotBefore;
      }),
    );
  });

  it('is one year from the day of the first issue, 28 February after a 29th', () => {
    expect(expiryDateOfNew({ policy: defaultPolicy, issuedOn: day })).toBe('2027-11-22');
    expect(expiryDateOfNew({ policy: defaultPolicy, issuedOn: calendarDay('2028-02-29') })).toBe('2029-02-28');
    expect(expiryDateOfNew({ policy: { validity: { days: 365 } }, issuedOn: calendarDay('2027-12-01') })).toBe(
      '2028-11-30',
    );
  });
});

describe('the term of a successor', () => {
  const renew = (newTermFrom: BankPolicy['newTermFrom'], issuedOn: string, validity: Validity = { years: 1 }) =>
    expiryDateOfSuccessor({
      policy: { validity, newTermFrom },
      oldExpiryDate: calendarDay('2026-12-22'),
      issuedOn: calendarDay(issuedOn),
    });

  it('is the same whichever day of the window the customer renews (R26)', () => {
    for (let left = 30; left >= 0; left--) {
      expect(renew('old-expiry', addDays(calendarDay('2026-12-22'), -left))).toBe('2027-12-22');
    }
  });

  it('counts from the day of issue where the bank wants it so', () => {
    expect(renew('issue', '2026-11-22')).toBe('2027-11-22');
    expect(renew('issue', '2026-12-22')).toBe('2027-12-22');
  });

  it('still ends later than the old one when the validity was cut meanwhile', () => {
    expect(renew('issue', '2026-11-22', { days: 7 })).toBe('2026-12-23');
  });

  it('always ends later than its predecessor, whatever the policy and the day', () => {
    const policies = fc.record({
      validity: anyValidity,
      newTermFrom: fc.constantFrom('old-expiry' as const, 'issue' as const),
    });
    fc.assert(
      fc.property(policies, anyDay, anyDay, (policy, oldExpiryDate, issuedOn) => {
        return expiryDateOfSuccessor({ policy, oldExpiryDate, issuedOn }) > oldExpiryDate;
      }),
    );
  });

  it('loses no day: it has the whole validity beyond the old expiry date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3650 }), anyDay, anyDay, (length, oldExpiryDate, issuedOn) => {
        const policy = { validity: { days: length }, newTermFrom: 'old-expiry' } as const;
        return daysBetween(oldExpiryDate, expiryDateOfSuccessor({ policy, oldExpiryDate, issuedOn })) === length;
      }),
    );
  });
});

describe('the renewal window', () => {
  it('opens at 00:00 thirty days before and closes at the end of the expiry date (R1)', () => {
    const window = renewalWindow(defaultPolicy, calendarDay('2026-12-22'));
    expect(window).toMatchObject({ firstDay: '2026-11-22', lastDay: '2026-12-22' });
    expect(formatInstant(window.opensAt)).toBe('2026-11-21T15:00:00.000Z');
    expect(formatInstant(window.closesAt)).toBe('2026-12-22T15:00:00.000Z');
  });

  it.each([
    ['2026-11-21T23:59:59.999+09:00', 'before'],
    ['2026-11-22T00:00:00.000+09:00', 'in'],
    ['2026-12-22T23:59:59.999+09:00', 'in'],
    ['2026-12-23T00:00:00.000+09:00', 'after'],
  ])('at %s one is %s', (now, position) => {
    expect(windowPosition(renewalWindow(defaultPolicy, calendarDay('2026-12-22')), parseInstant(now))).toBe(position);
  });

  it('is open on each of its days and closed on the days around it, for every expiry date and zone', () => {
    fc.assert(
      fc.property(anyDay, anyZone, fc.integer({ min: 1, max: 180 }), (expiryDate, zone, renewalWindowDays) => {
        const window = renewalWindow({ zone, renewalWindowDays }, expiryDate);
        const at = (ms: number) => windowPosition(window, instant(ms));
        expect([at(window.opensAt - 1), at(window.opensAt)]).toEqual(['before', 'in']);
        expect([at(window.closesAt - 1), at(window.closesAt)]).toEqual(['in', 'after']);
        expect(daysLeft(expiryDate, window.opensAt, zone)).toBe(renewalWindowDays);
        expect(daysLeft(expiryDate, instant(window.closesAt - 1), zone)).toBe(0);
      }),
    );
  });

  it('closes when the certificate ends', () => {
    expect(renewalWindow(defaultPolicy, day).closesAt).toBe(endOfTerm(day, tokyo));
  });
});

describe('the days left', () => {
  it.each([
    ['2026-11-12T12:00:00+09:00', 10],
    ['2026-11-22T00:00:00+09:00', 0],
    ['2026-11-22T23:59:59+09:00', 0],
    ['2026-11-23T00:00:00+09:00', -1],
  ])('at %s are %i', (now, left) => {
    expect(daysLeft(day, parseInstant(now), tokyo)).toBe(left);
  });
});
