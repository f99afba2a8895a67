import { describe, expect, it } from 'vitest';
import {
  digestOf,
  idOf,
  sampleAcquisition,
  sampleFirstUse,
  sampleHelperKey,
  sampleKey,
  samplePresentation,
  sampleProblem,
  sampleSuccessor,
} from '../testing/samples.ts';
import { whereToBegin } from './begin.ts';
import type { Facts } from './facts.ts';
import { meansStale } from './problems.ts';

type Wanted = Partial<Facts> & { presentation?: ReturnType<typeof samplePresentation> };

const begin = ({ renewal = sampleAcquisition(), held = [], helper = null, presentation }: Wanted) =>
  whereToBegin({ facts: { renewal, held, helper }, presentation: presentation ?? null, arrival: 'opened' });

const issued = (changes: Parameters<typeof sampleSuccessor>[0] = {}) =>
  sampleAcquisition({ state: 'issued', resumed: true, keysLeftToday: 0, successors: [sampleSuccessor(changes)] });

const firstUse = (changes: Parameters<typeof samplePresentation>[0] = {}) =>
  samplePresentation({ purpose: 'first-use', certificateId: idOf(2), ...changes });

describe('where the window of a code begins', () => {
  it('is 電子証明書の取得 for a code that is not used yet', () => {
    expect(begin({})).toEqual({ at: 'start', continuing: false, remaking: false });
  });

  it('goes on with the key that is here, in the browser or with the helper', () => {
    expect(begin({ renewal: issued(), held: [sampleKey()] })).toMatchObject({ at: 'resume-key-kept', sent: true });
    expect(begin({ renewal: issued(), helper: { keys: [sampleHelperKey()] } })).toMatchObject({ at: 'resume-install' });
  });

  it('has no other key to offer where the one that used the code is elsewhere, issued or still requested', () => {
    const requested = sampleAcquisition({ state: 'requested', resumed: true, pendingKeyDigest: digestOf(1) });
    expect(begin({ renewal: issued() }).at).toBe('resume-remake');
    expect(begin({ renewal: requested })).toEqual({ at: 'resume-remake', lost: null });
    expect(begin({ renewal: requested, held: [sampleKey()] })).toMatchObject({ at: 'resume-key-kept' });
  });

  it('is complete with the first use, whoever asks', () => {
    const renewal = sampleAcquisition({ state: 'proven', resumed: true, proof: sampleFirstUse() });
    expect(begin({ renewal, presentation: firstUse() }).at).toBe('done');
    expect(begin({ renewal }).at).toBe('resume-done');
  });

  it('explains a first use that was refused, and names the certificate to choose', () => {
    const renewal = issued({ savedAt: '2026-12-10T01:22:00Z' });
    const presentation = firstUse({ state: 'refused', code: 'proof-old-certificate' });
    expect(begin({ renewal, presentation })).toMatchObject({
      at: 'proof-refused',
      refusal: { code: 'proof-old-certificate' },
      target: { certificateId: idOf(2) },
    });
  });

  it('looks again where the code was used meanwhile', () => {
    expect(meansStale(sampleProblem('acquisition-used', { status: 410 }))).toBe(true);
  });
});
