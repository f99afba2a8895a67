import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, dayOf, timeZone } from '../calendar/calendar-day.ts';
import { formatInstant, instant, parseInstant } from '../calendar/instant.ts';
import { defaultPolicy } from '../policies/bank-policy.ts';
import {
  type CertificateRecord,
  certificateStatus,
  isReplacedSibling,
  isRevocationReason,
  isUsable,
  overlapLastDay,
  type Revocation,
  retiresAt,
  revocationReasonCodes,
} from './status.ts';
import { endOfTerm } from './term.ts';

const zone = timeZone('Asia/Tokyo');
const expiryDate = calendarDay('2026-12-22');
const active: CertificateRecord = { state: 'active', expiryDate, retiresAt: null, revocation: null };
const at = parseInstant;
const proofDay = at('2026-12-01T10:00:00+09:00');
const revocation: Revocation = { at: proofDay, reason: 'lost', by: 'customer' };
const retired = { ...active, retiresAt: at('2026-12-05T00:00:00+09:00') };
const revoked: CertificateRecord = { ...retired, state: 'revoked', revocation };

describe('the status of a certificate', () => {
  it.each<[string, CertificateRecord, string, string]>([
    ['issued until first used', { ...active, state: 'issued' }, '2026-12-01T00:00:00Z', 'issued'],
    ['active once used', active, '2026-12-01T00:00:00Z', 'active'],
    ['active through the last second of its expiry date', active, '2026-12-22T23:59:59.999+09:00', 'active'],
    ['expired when the next day begins', active, '2026-12-23T00:00:00+09:00', 'expired'],
    ['expired although never used', { ...active, state: 'issued' }, '2026-12-23T00:00:00+09:00', 'expired'],
    ['active during the overlap', retired, '2026-12-04T23:59:59.999+09:00', 'active'],
    ['retired when the overlap has ended', retired, '2026-12-05T00:00:00+09:00', 'retired'],
    ['expired rather than retired, once both', retired, '2026-12-23T00:00:00+09:00', 'expired'],
    ['revoked rather than retired', revoked, '2026-12-05T00:00:00+09:00', 'revoked'],
    ['revoked rather than expired', revoked, '2027-01-01T00:00:00+09:00', 'revoked'],
    ['revoked even when a clock stepped back before the act', revoked, '2026-11-30T00:00:00+09:00', 'revoked'],
    ['revoked by its state alone', { ...active, state: 'revoked' }, '2026-12-01T00:00:00Z', 'revoked'],
    ['revoked by its revocation alone', { ...active, revocation }, '2026-12-02T00:00:00Z', 'revoked'],
  ])('is %s', (_, record, now, status) => {
    expect(certificateStatus(record, at(now), zone)).toBe(status);
  });

  it('lets issued and active certificates be used, and no others', () => {
    const statuses = ['issued', 'active', 'retired', 'revoked', 'expired'] as const;
    expect(statuses.filter(isUsable)).toEqual(['issued', 'active']);
  });
});

describe('the retirement of a predecessor', () => {
  const retirement = (provenAt: string, overlapDays = 3) => {
    const proof = { policy: { ...defaultPolicy, overlapDays }, provenAt: at(provenAt), oldExpiryDate: expiryDate };
    return { at: formatInstant(retiresAt(proof)), lastDay: overlapLastDay(proof) };
  };

  it('comes after three whole days following the day of the proof', () => {
    const expected = { at: '2026-12-04T15:00:00.000Z', lastDay: '2026-12-04' };
    expect(retirement('2026-12-01T00:00:00+09:00')).toEqual(expected);
    expect(retirement('2026-12-01T23:59:59+09:00')).toEqual(expected);
  });

  it('comes with the proof where the bank wants no overlap', () => {
    expect(retirement('2026-12-01T10:00:00+09:00', 0)).toEqual({ at: '2026-12-01T01:00:00.000Z', lastDay: null });
  });

  it('never comes later than the end of the old certificate', () => {
    const end = formatInstant(endOfTerm(expiryDate, zone));
    expect(retirement('2026-12-21T10:00:00+09:00')).toEqual({ at: end, lastDay: '2026-12-22' });
    expect(retirement('2026-12-22T23:59:59+09:00')).toEqual({ at: end, lastDay: '2026-12-22' });
    expect(retirement('2026-12-24T10:00:00+09:00')).toEqual({ at: end, lastDay: null });
    expect(retirement('2026-12-24T10:00:00+09:00', 0)).toEqual({ at: end, lastDay: null });
  });

  it('never comes before the proof while the old certificate lives, and its last day is the one the screen names', () => {
    const zones = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia').map(timeZone);
    const overlaps = fc.integer({ min: 0, max: 60 });
    const instants = fc.integer({ min: at('2026-09-01T00:00Z'), max: at('2026-12-31T00:00Z') }).map(instant);
    fc.assert(
      fc.property(zones, overlaps, instants, (zone, overlapDays, provenAt) => {
        const proof = { policy: { zone, overlapDays }, provenAt, oldExpiryDate: expiryDate };
        const [end, lastDay] = [endOfTerm(expiryDate, zone), overlapLastDay(proof)];
        expect(retiresAt(proof)).toBeGreaterThanOrEqual(Math.min(provenAt, end));
        expect(retiresAt(proof)).toBeLessThanOrEqual(end);
        if (lastDay !== null) expect(dayOf(instant(retiresAt(proof) - 1), zone)).toBe(lastDay);
      }),
    );
  });
});

describe('the reason of a revocation', () => {
  it('has the code of RFC 5280 5.3.1', () => {
    expect(revocationReasonCodes).toEqual({
      unspecified: 0,
      'key-compromise': 1,
      lost: 1,
      'affiliation-changed': 3,
      superseded: 4,
      cessation: 5,
      'privilege-withdrawn': 9,
    });
  });

  it('is one of the list', () => {
    expect(['lost', 'stolen', 'toString', ''].filter(isRevocationReason)).toEqual(['lost']);
  });

  it.each<[Revocation['by'], Revocation['reason'], boolean]>([
    ['lifecycle', 'superseded', true],
    ['bank', 'superseded', false],
    ['lifecycle', 'cessation', false],
    ['customer', 'lost', false],
  ])('by %s, %s, tells whether a sibling was replaced: %s', (by, reason, replaced) => {
    expect(isReplacedSibling({ at: proofDay, by, reason })).toBe(replaced);
  });
});
