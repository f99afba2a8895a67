import { describe, expect, it } from 'vitest';
import { authorityReasonCodes, authorityReasonOf } from './authority-revocation.ts';

describe('the reason for which a CA was revoked (RFC 5280 5.3.1)', () => {
  it.each([
    [null, 'unspecified'],
    [1, 'ca-compromise'],
    [2, 'ca-compromise'],
    [3, 'affiliation-changed'],
    [4, 'superseded'],
    [5, 'cessation'],
    [6, 'unspecified'],
    [9, 'privilege-withdrawn'],
    [10, 'unspecified'],
  ] as const)('is of the code %s: %s', (code, reason) => {
    expect(authorityReasonOf(code)).toBe(reason);
  });

  it('comes back from each code of ours', () => {
    for (const [reason, code] of Object.entries(authorityReasonCodes)) expect(authorityReasonOf(code)).toBe(reason);
  });
});
