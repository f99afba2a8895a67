import { refusalCodes } from '@koshin/lifecycle/refusals/codes.ts';
import { describe, expect, it } from 'vitest';
import { presentKind } from './present-words.tsx';

describe('the pages of a refused presentation', () => {
  it('cover every code that presenting a certificate can end with', () => {
    const elsewhere = ['certificate-lint-refused', 'certificate-limit'];
    const codes = refusalCodes.filter(
      (code) => /^(certificate|attempt|presentation)-/.test(code) && !elsewhere.includes(code),
    );
    expect(codes.length).toBeGreaterThan(12);
    expect(codes.filter((code) => presentKind(code) === null)).toEqual([]);
  });

  it('show an unregistered certificate as one of an unknown issuer, and any spent attempt as too old', () => {
    expect(presentKind('certificate-not-registered')).toBe('unknown');
    expect(presentKind('attempt-already-used')).toBe('tooOld');
    expect(presentKind('attempt-other-session')).toBe('tooOld');
  });

  it('leave other codes to their own pages', () => {
    expect(presentKind('user-suspended')).toBeNull();
  });
});
