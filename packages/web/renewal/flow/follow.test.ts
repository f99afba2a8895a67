import { describe, expect, it } from 'vitest';
import {
  digestOf,
  sampleIssued,
  sampleKey,
  sampleProblem,
  sampleProof,
  sampleRenewal,
  sampleSuccessor,
} from '../testing/samples.ts';
import type { FlowEvent } from './events.ts';
import type { Facts } from './facts.ts';
import { beginning, type Flow } from './flow.ts';
import { follow } from './follow.ts';

const facts = (renewal = sampleRenewal(), held: Facts['held'] = [], helper: Facts['helper'] = null): Facts => ({
  renewal,
  held,
  helper,
});
const run = (events: readonly FlowEvent[], from: Flow = beginning): Flow => events.reduce(follow, from);
const arrived = (known: Facts): FlowEvent => ({ kind: 'arrived', facts: known, presentation: null, arrival: 'opened' });
const confirmed = (known = facts(), mediaStorage = false): FlowEvent => ({
  kind: 'confirmed',
  facts: known,
  mediaStorage,
});

const password = 'aaaaaaaaaaaa';
const toKeyMade: readonly FlowEvent[] = [
  arrived(facts()),
  confirmed(),
  { kind: 'password-chosen', password },
  { kind: 'consented' },
  { kind: 'key-made', key: sampleKey() },
];
const toSaved: readonly FlowEvent[] = [
  ...toKeyMade,
  { kind: 'consented' },
  { kind: 'issued', issued: sampleIssued() },
  { kind: 'save-begun' },
  { kind: 'saved' },
];
const placesOf = (events: readonly FlowEvent[]) =>
  events.map((_, index) => {
    const { place } = run(events.slice(0, index + 1));
    return place.at === 'consent' ? `consent ${place.act}` : place.at;
  });

describe('the way without helper', () => {
  it('leads from 更新 to the import with three consents', () => {
    expect(placesOf([...toSaved, { kind: 'consented' }])).toEqual([
      'start',
      'file-password',
      'consent make-key',
      'making-key',
      'consent send-request',
      'issuing',
      'save',
      'save',
      'consent install',
      'import',
    ]);
  });

  it('asks for the place to keep it only where the bank has media storage', () => {
    expect(placesOf([arrived(facts()), confirmed(facts(), true), { kind: 'store-on-pc' }])).toEqual([
      'start',
      'storage',
      'file-password',
    ]);
  });

  it('names what is missing for the USB key and leads back', () => {
    const events: FlowEvent[] = [
      arrived(facts()),
      confirmed(facts(), true),
      { kind: 'store-on-token' },
      { kind: 'back-to-storage' },
    ];
    expect(placesOf(events).slice(2)).toEqual(['usb-not-offered', 'storage']);
  });

  it('shows the same dialog again after いいえ', () => {
    const declined = run([...toSaved, { kind: 'declined', because: 'no' }]);
    expect(declined.place).toMatchObject({ at: 'declined', because: 'no', asked: { act: 'install' } });
    expect(follow(declined, { kind: 'asked-again' }).place).toMatchObject({ at: 'consent', act: 'install' });
  });

  it('does not take 保存したので次へ進む before the saving was begun', () => {
    const ready = run(toSaved.slice(0, -2));
    expect(follow(ready, { kind: 'saved' })).toBe(ready);
  });

  it('changes nothing when an answer arrives twice', () => {
    const once = run(toSaved);
    expect(follow(once, { kind: 'saved' })).toBe(once);
    expect(follow(once, { kind: 'issued', issued: sampleIssued() })).toBe(once);
    expect(follow(once, { kind: 'key-made', key: sampleKey({ keyDigest: digestOf(5) }) })).toBe(once);
  });

  it('keeps the request while the signer is down, and goes on when it is back', () => {
    const down = run([
      ...toKeyMade,
      { kind: 'consented' },
      { kind: 'signer-down', problem: sampleProblem('signer-unavailable', { status: 503 }) },
    ]);
    expect(down.place).toMatchObject({ at: 'issuing', key: sampleKey(), signerDown: { code: 'signer-unavailable' } });
    expect(follow(down, { kind: 'issued', issued: sampleIssued() }).place.at).toBe('save');
  });
});

describe('going on with what is there', () => {
  it('uses a key that was made but never sent, instead of another', () => {
    const known = facts(sampleRenewal({ resumed: true, state: 'ready' }), [sampleKey()]);
    const resumed = run([arrived(known), confirmed(known)]);
    expect(resumed.place).toEqual({ at: 'resume-key-kept', key: sampleKey(), sent: false });
    expect(follow(resumed, { kind: 'key-opened', password }).place).toMatchObject({
      at: 'consent',
      act: 'send-request',
    });
  });

  it('sends the same request again without asking when it was sent before', () => {
    const known = facts(sampleRenewal({ state: 'requested', pendingKeyDigest: digestOf(1) }), [sampleKey()]);
    expect(run([arrived(known), { kind: 'key-opened', password }]).place).toMatchObject({ at: 'issuing' });
  });

  it('makes another key when the password is forgotten, and passes the kept one over', () => {
    const renewal = sampleRenewal({ state: 'ready', resumed: true, passwordNeeded: true });
    const known = facts(renewal, [sampleKey()]);
    const events: FlowEvent[] = [
      arrived(known),
      confirmed(known),
      { kind: 'password-forgotten' },
      { kind: 'remake' },
      confirmed(known),
    ];
    expect(placesOf(events)).toEqual(['start', 'resume-key-kept', 'resume-remake', 'start', 'file-password']);
  });

  it('opens the kept key when the file is gone, and remakes when the key is gone too', () => {
    const renewal = sampleRenewal({
      state: 'issued',
      successors: [sampleSuccessor({ savedAt: '2026-12-10T01:22:00Z' })],
    });
    const gone: FlowEvent = { kind: 'file-gone' };
    expect(run([arrived(facts(renewal, [sampleKey()])), gone]).place).toMatchObject({ at: 'resume-key-kept' });
    expect(run([arrived(facts(renewal)), gone]).place).toMatchObject({ at: 'resume-remake' });
  });

  it.each([
    [{ keysLeftToday: 0 }, 'resume-limit'],
    [{ presentedHere: false }, 'login-again'],
    [{ passwordNeeded: true }, 'start'],
    [{}, 'resume-remake'],
  ])('%o decides what 作り直す does first: %s', (changes, place) => {
    const renewal = sampleRenewal({ state: 'issued', successors: [sampleSuccessor()], ...changes });
    expect(run([arrived(facts(renewal)), { kind: 'remake' }]).place.at).toBe(place);
  });
});

describe('what comes from outside', () => {
  it('stops this window when another has taken the renewal', () => {
    const heard = facts(sampleRenewal({ held: 'elsewhere' }));
    expect(run([...toKeyMade, { kind: 'heard', facts: heard }]).place).toEqual({ at: 'moved' });
  });

  it('says that it is complete when it was proven elsewhere', () => {
    const heard = facts(sampleRenewal({ state: 'proven', proof: sampleProof() }));
    expect(run([...toSaved, { kind: 'consented' }, { kind: 'heard', facts: heard }]).place.at).toBe('resume-done');
  });

  it('leaves the customer where he is when nothing of that happened', () => {
    const before = run(toKeyMade);
    expect(follow(before, { kind: 'heard', facts: facts() }).place).toBe(before.place);
  });

  it('keeps place and key when the session ends, and says so', () => {
    const before = run(toSaved.slice(0, -1));
    const gone = follow(before, { kind: 'refused', problem: sampleProblem('session-expired', { status: 401 }) });
    expect(gone).toEqual({ ...before, sessionGone: true });
    expect(follow(gone, { kind: 'session-back' })).toEqual(before);
  });

  it('says where Back has led to, until the next step', () => {
    const back = follow(run([arrived(facts()), confirmed()]), { kind: 'back-pressed' });
    expect(back).toMatchObject({ backPressed: true, place: { at: 'file-password' } });
    expect(follow(back, { kind: 'password-chosen', password }).backPressed).toBe(false);
  });
});
