import type { Problem } from '@koshin/wire/problems/problem.ts';
import { Refused, Unanswered } from '../../portal/api/refused.ts';
import { endsSession } from '../flow/problems.ts';
import { fileOf } from './file.ts';
import type { Store } from './store.ts';

/** Refusals that the field of the login password shows; the customer tries again on the same page. */
export type FieldRefusal = { readonly problem: Problem } | 'unanswered' | null;

/** What is said with 「更新」. */
export interface Confirmation {
  readonly password: string | null;
  readonly usedOnOtherPcs: boolean | null;
  readonly mediaStorage: boolean;
}

/** 「更新」. Null when the flow has gone on, or away. */
export async function confirm(store: Store, said: Confirmation): Promise<FieldRefusal> {
  let refusal: FieldRefusal = null;
  await store.attempt(async () => {
    try {
      const renewal = await store.means.service.confirm(store.renewalId(), said);
      const facts = await store.factsOf(renewal);
      store.tell({ kind: 'confirmed', facts, mediaStorage: said.mediaStorage });
      store.means.window.tellOthers();
    } catch (error) {
      if (error instanceof Unanswered) refusal = 'unanswered';
      else if (error instanceof Refused && error.problem.code === 'password-mismatch') refusal = error;
      else throw error;
    }
  });
  return refusal;
}

/** はい: what the dialog asked for is done now, and nothing else. */
export async function consent(store: Store): Promise<void> {
  if (store.place().at !== 'consent') return;
  store.tell({ kind: 'consented' });
  const place = store.place();
  if (place.at === 'making-key') await makeKey(store, place.password);
  if (place.at === 'issuing') await sendRequest(store);
}

/** The key is on the disk before anything is sent. A browser that cannot store it does not get a key. */
async function makeKey(store: Store, password: string): Promise<void> {
  const { keys, cupboard } = store.means;
  const key = await keys.make({ renewalId: store.renewalId(), password });
  try {
    await cupboard.put(key);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return store.tell({ kind: 'parts-missing', missing: [{ code: 'store-not-writable' }], ofHelper: false });
  }
  store.tell({ kind: 'key-made', key });
}

/** Milliseconds before the request is sent again by itself while the service cannot issue. */
const patience = 10_000;

/**
 * Sends the kept request until its certificate is there. Cut off, it repeats itself; the same key gets the same
 * certificate. While the signer is down or nobody is logged in, it waits: `wake` ends the wait.
 */
export async function sendRequest(store: Store): Promise<void> {
  for (;;) {
    const place = store.place();
    if (place.at !== 'issuing' && place.at !== 'issuing-for-helper') return;
    try {
      const csr = place.at === 'issuing' ? place.key.csr : place.csr;
      const issued = await store.means.service.request(store.renewalId(), csr);
      store.tell({ kind: 'issued', issued });
      if (place.at === 'issuing') void fileOf(store, { ...place, issued }, 'current');
      return await store.hearChange(issued.renewal);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { problem } = error;
      if (endsSession(problem)) store.tell({ kind: 'refused', problem });
      else if (problem.code === 'signer-unavailable') store.tell({ kind: 'signer-down', problem });
      else if (problem.code !== 'store-unavailable') return store.attempt(() => Promise.reject(error));
      await waitingFor(store).patience;
    }
  }
}

interface Wait {
  readonly patience: Promise<void>;
  readonly end: () => void;
}

const waits = new WeakMap<Store, Wait>();

function waitingFor(store: Store): Wait {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const gone = store.state().flow.sessionGone;
  const wait = { patience: gone ? ended : Promise.race([ended, store.means.pause(patience)]), end };
  waits.set(store, wait);
  return wait;
}

/** もう一度試す, and the session's return. */
export function wake(store: Store): void {
  waits.get(store)?.end();
}
