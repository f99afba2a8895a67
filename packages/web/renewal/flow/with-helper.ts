import type { StorePlace } from '@koshin/wire/helper/values.ts';
import type { HelperRefusal } from '../../helper/answers.ts';
import { judgeRefusal } from '../../helper/this-pc.ts';
import type { Facts } from './facts.ts';
import { waitingHelperKey } from './facts.ts';
import { type AskingHelper, type Place, tokenTrouble } from './place.ts';

/** パソコンに保存する: with the helper the key is made in its store, else the page makes one under the file's password. */
export function saveOnPc(facts: Facts | null): Place {
  if (facts === null || facts.helper === null) return { at: 'file-password' };
  return keepIn(facts, { store: { kind: 'pc' }, deviceChallenge: null });
}

/** 専用USBに保存する, on a token that this user may use. */
export function saveOnToken(
  facts: Facts | null,
  { serial, challenge }: { readonly serial: string; readonly challenge: string },
): Place {
  return keepIn(facts, { store: { kind: 'token', serial }, deviceChallenge: challenge });
}

/** A key that waits there is used before another is made. */
function keepIn(
  facts: Facts | null,
  { store, deviceChallenge }: { readonly store: StorePlace; readonly deviceChallenge: string | null },
): Place {
  const waiting = facts && waitingHelperKey(facts, store);
  if (!waiting) return { at: 'asking-helper', act: 'make-key', store, deviceChallenge };
  return { at: 'asking-helper', act: 'send-request', store, keyDigest: waiting.keyDigest };
}

/** What was asked for was not done: the customer can ask again, see to his PC, or go on without the helper. */
export function afterHelperRefusal(asked: AskingHelper, { code, facts }: HelperRefusal): Place {
  const trouble = tokenTrouble({ code, facts });
  if (trouble !== null) return { at: 'token-error', trouble, asked: asked.act === 'make-key' ? null : asked };
  switch (code) {
    case 'consent-declined':
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
