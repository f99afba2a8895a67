import { describe, expect, it } from 'vitest';
import {
  digestOf,
  idOf,
  sampleKey,
  samplePresentation,
  sampleProof,
  sampleRenewal,
  sampleSuccessor,
} from '../testing/samples.ts';
import { type Arrival, whereToBegin } from './begin.ts';
import type { Facts } from './facts.ts';

type Wanted = Partial<Facts> & { presentation?: ReturnType<typeof samplePresentation>; arrival?: Arrival };

const begin = ({ renewal = sampleRenewal(), held = [], helper = null, presentation, arrival = 'opened' }: Wanted) =>
  whereToBegin({ facts: { renewal, held, helper }, presentation: presentation ?? null, arrival });

const issued = (changes: Parameters<typeof sampleSuccessor>[0] = {}) =>
  sampleRenewal({ state: 'issued', resumed: true, successors: [sampleSuccessor(changes)] });

describe('where the renewal window begins', () => {
  it('is 電子証明書の更新 for a renewal that has just begun', () => {
    expect(begin({})).toEqual({ at: 'start', continuing: false, remaking: false });
  });

  it('says that it continues when nothing is issued yet', () => {
    const renewal = sampleRenewal({ resumed: true, state: 'ready' });
    expect(begin({ renewal })).toEqual({ at: 'start', continuing: true, remaking: false });
  });

  it('asks for the certificate to be renewed when this session was opened with another', () => {
    expect(begin({ renewal: sampleRenewal({ presentedHere: false }) })).toEqual({ at: 'login-again', refusal: null });
  });

  it('goes on with the kept key while its certificate is being made', () => {
    const renewal = sampleRenewal({ state: 'requested', resumed: true, pendingKeyDigest: digestOf(1) });
    expect(begin({ renewal, held: [sampleKey()] })).toEqual({ at: 'resume-key-kept', key: sampleKey(), sent: true });
  });

  it('goes on with the kept key when the file was not saved', () => {
    expect(begin({ renewal: issued(), held: [sampleKey()] })).toMatchObject({ at: 'resume-key-kept', sent: true });
  });

  it('makes another key only when this browser has none of those issued', () => {
    expect(begin({ renewal: issued(), held: [sampleKey({ keyDigest: digestOf(7) })] })).toMatchObject({
      at: 'resume-remake',
      lost: { serialTail: 'D83C' },
    });
  });

  it('shows the file that was saved, and its place among the steps after a reload', () => {
    const renewal = issued({ savedAt: '2026-12-10T01:22:00Z' });
    expect(begin({ renewal })).toMatchObject({ at: 'resume-saved', issuedAt: '2026-12-10T01:20:00Z' });
    expect(begin({ renewal, arrival: 'again' })).toMatchObject({ at: 'import' });
  });

  it('believes this browser that the file was saved when the report did not get through', () => {
    const held = [sampleKey({ fileName: 'web-fb-certificate-20271222.p12' })];
    expect(begin({ renewal: issued(), held })).toMatchObject({ at: 'resume-saved' });
  });

  it('asks only for the proof of what is reported installed', () => {
    expect(begin({ renewal: issued({ installedAt: '2026-12-10T01:30:00Z' }) })).toMatchObject({ at: 'resume-prove' });
  });

  it('passes over a sibling whose key is elsewhere for an older one that was saved', () => {
    const renewal = sampleRenewal({
      state: 'issued',
      successors: [
        sampleSuccessor({ certificateId: idOf(3), keyDigest: digestOf(3) }),
        sampleSuccessor({ savedAt: '2026-12-10T01:22:00Z' }),
      ],
    });
    expect(begin({ renewal })).toMatchObject({ at: 'resume-saved', target: { certificateId: idOf(2) } });
  });

  it('passes over a revoked sibling', () => {
    expect(begin({ renewal: issued({ status: 'revoked' }), held: [sampleKey()] })).toMatchObject({ at: 'start' });
  });

  it('shows another window before anything else of a live renewal', () => {
    const renewal = { ...issued({ savedAt: '2026-12-10T01:22:00Z' }), held: 'elsewhere' as const };
    expect(begin({ renewal })).toEqual({ at: 'two-windows', startedAt: renewal.startedAt, fileSaved: true });
  });

  it('is complete with the contents right after the proof, and says so to a window opened later', () => {
    const renewal = sampleRenewal({ state: 'proven', proof: sampleProof() });
    expect(begin({ renewal, presentation: samplePresentation() })).toMatchObject({ at: 'done' });
    expect(begin({ renewal })).toMatchObject({ at: 'resume-done' });
  });

  it('is over when it was cancelled', () => {
    const ended = { reason: 'certificate-revoked', at: '2026-12-10T02:00:00Z' };
    expect(begin({ renewal: sampleRenewal({ state: 'cancelled', ended }) })).toEqual({
      at: 'no-live',
      reason: 'certificate-revoked',
      endedAt: '2026-12-10T02:00:00Z',
    });
  });

  it('explains a refused proof and an unfinished handshake', () => {
    const renewal = issued({ savedAt: '2026-12-10T01:22:00Z' });
    const old = samplePresentation({ state: 'refused', code: 'proof-old-certificate' });
    expect(begin({ renewal, presentation: old })).toMatchObject({
      at: 'proof-refused',
      refusal: { code: 'proof-old-certificate' },
      target: { certificateId: idOf(2) },
    });
    expect(begin({ renewal, presentation: samplePresentation({ state: 'waiting' }) })).toMatchObject({
      refusal: { code: 'presentation-not-completed' },
    });
  });

  it('goes on to another key once the certificate to be renewed was presented for it', () => {
    const presentation = samplePresentation({ purpose: 'renewal' });
    expect(begin({ renewal: issued(), presentation })).toMatchObject({ at: 'resume-remake' });
    expect(begin({ presentation })).toMatchObject({ at: 'start' });
  });

  it('asks again when the wrong certificate was presented for the renewal', () => {
    const presentation = samplePresentation({ purpose: 'renewal', state: 'refused', code: 'certificate-other-user' });
    expect(begin({ presentation })).toMatchObject({ at: 'login-again', refusal: { code: 'certificate-other-user' } });
  });
});
