import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, parseInstant, plusSeconds } from '../calendar/instant.ts';
import { type AcquisitionRecord, acquisitionExpiresAt } from './judge-acquisition.ts';
import { type CodesCertificate, isStillOpen, judgeOpening, passwordIs } from './judge-opening.ts';

const issuedAt = parseInstant('2026-12-10T00:00:00Z');
const now = plusSeconds(issuedAt, 3600);
const code = (differing: Partial<AcquisitionRecord> = {}): AcquisitionRecord => ({
  expiresAt: acquisitionExpiresAt(issuedAt),
  failures: 0,
  used: null,
  ...differing,
});
const used = code({ used: { keyDigest: 'k' } });
const judge = (
  newest: AcquisitionRecord | null,
  given: AcquisitionRecord | null,
  certificate: CodesCertificate = 'none',
  at = now,
) => judgeOpening({ newest, given, certificate, now: at });

describe('a code that is given in a browser (R23)', () => {
  it('opens while it is the newest, unused, and not two weeks old', () => {
    const fresh = code();
    expect(judge(fresh, fresh)).toEqual({ allowed: true });
    expect(judge(fresh, fresh, 'none', fresh.expiresAt)).toMatchObject({ code: 'acquisition-expired', counts: false });
    expect(judge(code(), fresh)).toMatchObject({ code: 'acquisition-mismatch', counts: true, locks: false });
  });

  it('is taken up again while its certificate waits for its first use, whatever has become of the code (R20)', () => {
    expect(judge(used, used, 'waiting')).toEqual({ allowed: true });
    expect(judge(used, used, 'waiting', plusSeconds(used.expiresAt, 86_400))).toEqual({ allowed: true });
    expect(judge(code({ failures: 10 }), used, 'waiting')).toEqual({ allowed: true });
    expect(judge(used, used, 'over')).toMatchObject({ code: 'acquisition-used', counts: false });
  });

  it('opens nothing that was not given, for nobody and for no state', () => {
    const codes = fc.option(fc.constantFrom(code(), used, code({ failures: 10 })), { nil: null });
    const certificates = fc.constantFrom<CodesCertificate>('none', 'waiting', 'over');
    fc.assert(
      fc.property(codes, certificates, fc.integer({ min: -1, max: 40 }), (newest, certificate, days) => {
        expect(judge(newest, null, certificate, plusSeconds(issuedAt, days * 86_400)).allowed).toBe(false);
      }),
    );
  });

  it('locks with the tenth wrong one, as when it is used by a machine', () => {
    expect(judge(code({ failures: 8 }), null)).toMatchObject({ counts: true, locks: false });
    expect(judge(code({ failures: 9 }), null)).toMatchObject({ counts: true, locks: true });
    const locked = code({ failures: 10 });
    expect(judge(locked, locked)).toMatchObject({ code: 'acquisition-locked', counts: false });
  });
});

describe('a browser in which a code was given', () => {
  it('goes on for two hours, unless a later code takes its place', () => {
    const open = (seconds: number, replaced = false) =>
      isStillOpen({ openedAt: issuedAt, replaced, now: instant(issuedAt + seconds * 1000) });
    expect([open(0), open(7199), open(7200), open(0, true)]).toEqual([true, true, false, false]);
  });
});

describe('the login password of who was given a code', () => {
  it.each([
    [false, null, null, 'to-be-set'],
    [true, null, null, 'to-be-given'],
    [true, null, now, 'to-be-given'],
    [true, issuedAt, null, 'to-be-set'],
    [true, issuedAt, now, 'to-be-given'],
  ] as const)(
    'has one: %s, set with the code: %s, logged in: %s → %s',
    (hasPassword, setWithCodeAt, lastLoginAt, is) => {
      expect(passwordIs({ hasPassword, setWithCodeAt, lastLoginAt })).toBe(is);
    },
  );
});
