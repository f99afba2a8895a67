import type { HelperRefusal } from '../../helper/answers.ts';
import { judgeRefusal } from '../../helper/this-pc.ts';
import type { Facts } from './facts.ts';
import { waitingHelperKey } from './facts.ts';
import type { AskingHelper, Place } from './place.ts';

/** パソコンに保存する: with the helper the key is made in its store, else the page makes one under the file's password. */
export function saveOnPc(facts: Facts | null): Place {
  if (facts === null || facts.helper === null) return { at: 'file-password' };
  const waiting = waitingHelperKey(facts);
  if (waiting === null) return { at: 'asking-helper', act: 'make-key', store: { kind: 'pc' } };
  return { at: 'asking-helper', act: 'send-request', store: waiting.place, keyDigest: waiting.keyDigest };
}

/** What was asked for was not done: the customer can ask again, see to his PC, or go on without the helper. */
export function afterHelperRefusal(asked: AskingHelper, { code, facts }: HelperRefusal): Place {
  switch (code) {
    case 'consent-declined':
    case 'token-pin-cancelled':
      return { at: 'declined', asked, because: 'no' };
    case 'consent-timeout':
      return { at: 'declined', asked, because: 'time' };
    case 'helper-busy':
      return { at: 'declined', asked, because: 'busy' };
    case 'rate-limited':
      return { at: 'declined', asked, because: { retryAt: String(facts.retryAt) } };
    case 'install-not-found':
      return { at: 'install-not-found', asked };
    default: {
      const lack = judgeRefusal({ code, facts });
      return lack === null ? { at: 'broken' } : { at: 'check', missing: [lack], ofHelper: true };
    }
  }
}
