import { describe, expect, it } from 'vitest';
import { sampleProblem } from '../testing/samples.ts';
import { endsSession, meansStale, placeOfProblem } from './problems.ts';

describe('the page of a refusal in the renewal window', () => {
  it.each([
    ['renewal-moved', 'moved'],
    ['renewal-not-live', 'no-live'],
    ['certificate-revoked', 'no-live'],
    ['renewal-needs-current-certificate', 'login-again'],
    ['renewal-remake-limit', 'resume-limit'],
    ['key-already-used', 'resume-remake'],
    ['certificate-lint-refused', 'refused'],
  ] as const)('%s is %s', (code, place) => {
    expect(placeOfProblem(sampleProblem(code)).at).toBe(place);
  });

  it('carries the days of the renewal window', () => {
    const facts = { windowStart: '2026-11-22', expiryDate: '2026-12-22' };
    expect(placeOfProblem(sampleProblem('renewal-too-early', { facts }))).toEqual({ at: 'too-early', ...facts });
    expect(placeOfProblem(sampleProblem('renewal-too-late', { facts }))).toMatchObject({ expiryDate: '2026-12-22' });
  });

  it('leaves out what the service did not state', () => {
    expect(placeOfProblem(sampleProblem('renewal-too-late'))).toEqual({ at: 'too-late', expiryDate: '' });
  });

  it('tells a session that ended from a certificate that was not presented', () => {
    expect(endsSession(sampleProblem('session-expired', { status: 401 }))).toBe(true);
    expect(endsSession(sampleProblem('certificate-not-presented', { status: 401 }))).toBe(false);
    expect(endsSession(sampleProblem('renewal-moved'))).toBe(false);
  });

  it('asks again only where knowledge was old', () => {
    expect(meansStale(sampleProblem('renewal-out-of-order'))).toBe(true);
    expect(meansStale(sampleProblem('renewal-moved'))).toBe(false);
  });
});
