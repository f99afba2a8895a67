import { describe, expect, it } from 'vitest';
import { parseInstant, plusSeconds } from '../calendar/instant.ts';
import { type AcquisitionRecord, acquisitionExpiresAt, judgeAcquisition } from './judge-acquisition.ts';

const issuedAt = parseInstant('2026-12-10T00:00:00Z');
const expiresAt = acquisitionExpiresAt(issuedAt);
const now = plusSeconds(issuedAt, 3600);
const code = (differing: Partial<AcquisitionRecord> = {}): AcquisitionRecord => ({
  expiresAt,
  failures: 0,
  used: null,
  ...differing,
});
const byOwn = { used: { keyDigest: 'own' } };
const judge = (newest: AcquisitionRecord | null, given: AcquisitionRecord | null, at = now) =>
  judgeAcquisition({ newest, given, keyDigest: 'own', now: at });

describe('an acquisition code (R23)', () => {
  it('gives a certificate once, until two weeks after its issue', () => {
    const fresh = code();
    expect(judge(fresh, fresh)).toEqual({ allowed: true, certificate: 'new' });
    expect(judge(fresh, fresh, plusSeconds(expiresAt, -1))).toMatchObject({ allowed: true });
    expect(judge(fresh, fresh, expiresAt)).toMatchObject({
      allowed: false,
      code: 'acquisition-expired',
      counts: false,
    });
    expect(new Date(expiresAt).toISOString()).toBe('2026-12-24T00:00:00.000Z');
  });

  it('gives the key that used it the same certificate again, whatever has become of the code', () => {
    const used = code(byOwn);
    expect(judge(used, used)).toEqual({ allowed: true, certificate: 'same' });
    expect(judge(used, used, plusSeconds(expiresAt, 9))).toEqual({ allowed: true, certificate: 'same' });
    expect(judge(code({ failures: 10 }), used)).toEqual({ allowed: true, certificate: 'same' });
  });

  it('is used up for every other key', () => {
    const used = code({ used: { keyDigest: 'another' } });
    expect(judge(used, used)).toMatchObject({ code: 'acquisition-used', counts: false });
  });

  it('counts a wrong one against the newest, and at the tenth stops it, also for the right one', () => {
    expect(judge(code({ failures: 8 }), null)).toMatchObject({
      code: 'acquisition-mismatch',
      counts: true,
      locks: false,
    });
    expect(judge(code({ failures: 9 }), null)).toMatchObject({
      code: 'acquisition-mismatch',
      counts: true,
      locks: true,
    });
    const locked = code({ failures: 10 });
    expect(judge(locked, locked)).toMatchObject({ code: 'acquisition-locked', counts: false });
    expect(judge(locked, null)).toMatchObject({ code: 'acquisition-locked', counts: false });
  });

  it('takes the place of the codes before it, which are wrong ones from then on', () => {
    expect(judge(code(), code())).toMatchObject({ code: 'acquisition-mismatch', counts: true });
  });

  it('tells nobody without it whether there is one: nobody’s, none, and a used one look alike', () => {
    for (const newest of [null, code({ used: { keyDigest: 'another' } })]) {
      expect(judge(newest, null)).toEqual({
        allowed: false,
        code: 'acquisition-mismatch',
        counts: false,
        locks: false,
      });
    }
  });
});
