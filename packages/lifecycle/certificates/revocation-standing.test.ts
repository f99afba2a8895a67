import { describe, expect, it } from 'vitest';
import { parseInstant, plusSeconds } from '../calendar/instant.ts';
import { revocationStanding } from './revocation-standing.ts';

const noon = parseInstant('2026-11-22T12:00:00Z');
const later = plusSeconds(noon, 1);
const revocation = { at: noon, reason: 'lost', by: 'customer' } as const;

describe('what CRL and OCSP tell of a certificate', () => {
  it('is nothing while it is neither revoked nor retiring', () => {
    expect(revocationStanding({ revocation: null, retiresAt: null }, noon)).toEqual({ revoked: false, until: null });
  });

  it('is its revocation, with instant and reason', () => {
    const standing = { revoked: true, at: noon, reason: 'lost' };
    expect(revocationStanding({ revocation, retiresAt: null }, later)).toEqual(standing);
  });

  it('is a revocation as superseded from the instant on from which it is retired, and not before', () => {
    const retiring = { revocation: null, retiresAt: later };
    expect(revocationStanding(retiring, noon)).toEqual({ revoked: false, until: later });
    expect(revocationStanding(retiring, later)).toEqual({ revoked: true, at: later, reason: 'superseded' });
  });

  it('is the revocation of one that was revoked while it was retiring, and does not fade when a clock steps back', () => {
    const standing = { revoked: true, at: noon, reason: 'lost' };
    expect(revocationStanding({ revocation, retiresAt: later }, plusSeconds(noon, -60))).toEqual(standing);
  });
});
