import { helperRefusalCodes } from '@koshin/wire/helper/values.ts';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../helper/answers.ts';
import { sayPlainly } from '../../texts/message.ts';
import { renewalTokenTexts } from '../../texts/renewal-token.ts';
import { sayTrouble } from '../screens/token-error.tsx';
import { wholeWayByHelper } from '../testing/arbitraries.ts';
import {
  digestOf,
  sampleHelperKey,
  sampleIssued,
  sampleKey,
  sampleRenewal,
  sampleSuccessor,
} from '../testing/samples.ts';
import { whereToBegin } from './begin.ts';
import type { FlowEvent } from './events.ts';
import type { Facts } from './facts.ts';
import { beginning } from './flow.ts';
import { follow } from './follow.ts';
import { type AskingHelper, type Place, tokenTroubleCodes } from './place.ts';
import { afterHelperRefusal } from './with-helper.ts';

const run = (events: readonly FlowEvent[], place: Place = { at: 'prepare' }) =>
  events.reduce(follow, { ...beginning, place });
const nameOf = (place: Place) => (place.at === 'asking-helper' ? `asking ${place.act}` : place.at);
const factsOf = (changes: Partial<Facts>): Facts => ({
  renewal: sampleRenewal(),
  held: [],
  helper: { keys: [] },
  ...changes,
});
const begin = (facts: Facts) => whereToBegin({ facts, presentation: null, arrival: 'opened' });
const issued = sampleRenewal({ state: 'issued', resumed: true, successors: [sampleSuccessor()] });
const installing: AskingHelper = {
  at: 'asking-helper',
  act: 'install',
  store: { kind: 'pc' },
  keyDigest: digestOf(1),
  issued: sampleIssued(),
};

describe('the way with helper', () => {
  it('leads from 更新 to the presentation by three questions of the helper, with no file and no password', () => {
    const places = wholeWayByHelper.map((_, index) => nameOf(run(wholeWayByHelper.slice(0, index + 1)).place));
    expect(places).toEqual([
      'start',
      'asking make-key',
      'asking send-request',
      'issuing-for-helper',
      'asking install',
      'installed',
    ]);
  });

  it('asks where to keep it first where the bank has media storage', () => {
    const facts = factsOf({});
    const start: Place = { at: 'start', continuing: false, remaking: false };
    const chosen = run([{ kind: 'confirmed', facts, mediaStorage: true }, { kind: 'store-on-pc' }], start);
    expect(chosen.place).toMatchObject({
      at: 'asking-helper',
      act: 'make-key',
      store: { kind: 'pc' },
      deviceChallenge: null,
    });
  });

  it('waits for the signer with the request in hand', () => {
    const sent = run(wholeWayByHelper.slice(0, 4));
    const problem = { code: 'signer-unavailable' } as never;
    const down = follow(sent, { kind: 'signer-down', problem });
    expect(down.place).toMatchObject({ at: 'issuing-for-helper', signerDown: problem, keyDigest: digestOf(1) });
    expect(nameOf(follow(down, { kind: 'issued', issued: sampleIssued() }).place)).toBe('asking install');
  });

  it('takes no answer to something else than what is asked', () => {
    const asked = run(wholeWayByHelper.slice(0, 2));
    expect(follow(asked, { kind: 'helper-installed' })).toBe(asked);
    expect(follow(asked, { kind: 'helper-signed', csr: new Uint8Array() })).toBe(asked);
    const installed = run(wholeWayByHelper);
    expect(follow(installed, { kind: 'helper-refused', refusal: refusal('unexpected') })).toBe(installed);
  });

  it('makes a certificate again with a key of the helper', () => {
    const lost: Place = { at: 'resume-remake', lost: null };
    const facts = factsOf({ renewal: issued });
    expect(nameOf(run([{ kind: 'remake-confirmed', facts }], lost).place)).toBe('asking make-key');
    expect(run([{ kind: 'remake-confirmed', facts: { ...facts, helper: null } }], lost).place.at).toBe('file-password');
  });
});

describe('what the helper refuses', () => {
  it('is asked again as a question of its own after いいえ', () => {
    const declined = follow(run(wholeWayByHelper.slice(0, 2)), {
      kind: 'helper-refused',
      refusal: refusal('consent-declined'),
    });
    expect(declined.place).toMatchObject({ at: 'declined', because: 'no', asked: { act: 'make-key' } });
    const { place } = follow(declined, { kind: 'asked-again' });
    expect(nameOf(place)).toBe('asking make-key');
    expect(declined.place.at === 'declined' && place === declined.place.asked).toBe(false);
  });

  it('has a way on, whatever it is', () => {
    const retryAt = '2026-12-10T01:40:00Z';
    const came = helperRefusalCodes.map((code) => {
      const place = afterHelperRefusal(installing, refusal(code, { retryAt, have: '1.0.0', need: '1.4.0' }));
      return [code, place.at === 'declined' ? place.because : place.at === 'check' ? place.missing[0]?.code : place.at];
    });
    expect(Object.fromEntries(came)).toMatchObject({
      'consent-declined': 'no',
      'consent-timeout': 'time',
      'helper-busy': 'busy',
      'rate-limited': { retryAt },
      'install-not-found': 'install-not-found',
      'helper-host-missing': 'helper-host-missing',
      'helper-outdated': 'helper-outdated',
      'helper-not-responding': 'helper-not-responding',
      'store-not-writable': 'store-not-writable',
      unexpected: 'broken',
    });
    const missing = afterHelperRefusal(installing, refusal('helper-extension-missing'));
    expect(missing).toEqual({ at: 'check', missing: [{ code: 'helper-extension-missing' }], ofHelper: true });
  });
});

describe('where a renewal goes on whose key the helper has', () => {
  it('is the installation, when the helper has not got the certificate', () => {
    const facts = factsOf({ renewal: issued, helper: { keys: [sampleHelperKey()] } });
    expect(begin(facts)).toMatchObject({ at: 'resume-install', target: { serialTail: 'D83C' }, store: { kind: 'pc' } });
    const { place } = run([{ kind: 'install-by-helper', issued: sampleIssued() }], begin(facts));
    expect(place).toEqual(installing);
  });

  it('is the proof, when the helper has it already and nobody was told', () => {
    const keys = [sampleHelperKey({ fingerprint: 'f'.repeat(64) })];
    expect(begin(factsOf({ renewal: issued, helper: { keys } }))).toMatchObject({ at: 'resume-prove' });
  });

  it('is the same request, while its certificate is being made: it needs no certificate that may have expired', () => {
    const renewal = sampleRenewal({ state: 'requested', pendingKeyDigest: digestOf(1), presentedHere: false });
    const place = begin(factsOf({ renewal, helper: { keys: [sampleHelperKey()] } }));
    expect(place).toMatchObject({ at: 'resume-request', keyDigest: digestOf(1) });
    expect(nameOf(run([{ kind: 'request-by-helper' }], place).place)).toBe('asking send-request');
  });

  it('is 更新 with the key that was made and never sent', () => {
    const facts = factsOf({ renewal: sampleRenewal({ resumed: true }), helper: { keys: [sampleHelperKey()] } });
    expect(begin(facts)).toMatchObject({ at: 'start', continuing: true });
    const { place } = run([{ kind: 'confirmed', facts, mediaStorage: false }], begin(facts));
    expect(place).toMatchObject({ at: 'asking-helper', act: 'send-request', keyDigest: digestOf(1) });
  });

  it('is the file, when this browser holds the key of the newest certificate', () => {
    const facts = factsOf({
      renewal: issued,
      held: [sampleKey()],
      helper: { keys: [sampleHelperKey({ keyDigest: digestOf(2) })] },
    });
    expect(begin(facts)).toMatchObject({ at: 'resume-key-kept' });
  });

  it('is another key, when the helper no longer has it or is not used', () => {
    expect(begin(factsOf({ renewal: issued }))).toMatchObject({ at: 'resume-remake' });
    expect(begin(factsOf({ renewal: issued, helper: null }))).toMatchObject({ at: 'resume-remake' });
  });

  it('is the installation again after a proof that failed', () => {
    const refused: Place = {
      at: 'proof-refused',
      refusal: { code: 'proof-old-certificate', facts: {}, refNo: '' },
      target: { certificateId: 'x', keyDigest: digestOf(1), subjectLabel: '', serialTail: 'D83C', fileName: '' },
    };
    const facts = factsOf({ renewal: issued, helper: { keys: [sampleHelperKey({ fingerprint: 'f'.repeat(64) })] } });
    const { place } = follow({ ...beginning, place: refused, facts }, { kind: 'go-to-import' });
    expect(place).toMatchObject({ at: 'resume-install', store: { kind: 'pc' } });
  });
});

describe('the USB token', () => {
  const serial = 'KT-0001';
  const onToken = { kind: 'token', serial } as const;
  const storage: Place = { at: 'storage' };
  const chosen: FlowEvent = { kind: 'token-chosen', serial, challenge: 'AAAA' };

  it('gets a key of its own, and a key that waits there is used before another is made', () => {
    expect(run([chosen], storage).place).toEqual({
      at: 'asking-helper',
      act: 'make-key',
      store: onToken,
      deviceChallenge: 'AAAA',
    });
    const facts = factsOf({
      helper: { keys: [sampleHelperKey(), sampleHelperKey({ place: onToken, keyDigest: digestOf(2) })] },
    });
    const { place } = follow({ ...beginning, place: storage, facts }, chosen);
    expect(place).toMatchObject({ at: 'asking-helper', act: 'send-request', store: onToken, keyDigest: digestOf(2) });
  });

  it('has saving on the PC as the way out of every trouble, with a key of the PC', () => {
    const asked: AskingHelper = { ...installing, store: onToken };
    const facts = factsOf({ helper: { keys: [sampleHelperKey({ place: onToken })] } });
    for (const code of tokenTroubleCodes) {
      const place: Place = { at: 'token-error', trouble: { code, facts: {} }, asked };
      const onPc = follow({ ...beginning, place, facts }, { kind: 'store-on-pc' }).place;
      expect(onPc, code).toMatchObject({ at: 'asking-helper', act: 'make-key', store: { kind: 'pc' } });
      const again = follow({ ...beginning, place, facts }, { kind: 'asked-again' }).place;
      expect(again, code).toEqual(asked);
    }
  });

  it('goes on where it stopped when it is in order again, and is looked for anew before it had a key', () => {
    const refused = (asked: AskingHelper) => afterHelperRefusal(asked, refusal('token-removed'));
    expect(refused({ ...installing, store: onToken })).toMatchObject({ at: 'token-error', asked: { act: 'install' } });
    const making: AskingHelper = { at: 'asking-helper', act: 'make-key', store: onToken, deviceChallenge: 'AAAA' };
    const looking = refused(making);
    expect(looking).toMatchObject({ at: 'token-error', asked: null });
    expect(nameOf(run([chosen], looking).place)).toBe('asking make-key');
  });

  it('has words for every trouble, and says no number that was not told', () => {
    const said = (['ja', 'en'] as const).flatMap((language) =>
      tokenTroubleCodes.flatMap((code) => {
        const t = (id: keyof typeof renewalTokenTexts, values = {}) =>
          sayPlainly(renewalTokenTexts[id], language, { bankName: '見本信用金庫', ...values });
        const told = { n: 2, tries: 1, tokenSerialTail: '0001' };
        return [sayTrouble({ code, facts: told }, { t }), sayTrouble({ code, facts: {} }, { t })];
      }),
    );
    for (const words of said) expect(words).not.toMatch(/null|undefined|NaN\D|\{/);
    expect(said).toContain(
      'PINが一致しませんでした。残り1回です。残りが0回になると、専用USBは使用できなくなります。自動で再入力はしません。',
    );
    expect(said).toContain(
      'The PIN did not match. After several wrong PINs the USB key is locked. Nothing is tried automatically.',
    );
  });
});
