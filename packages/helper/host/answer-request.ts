import type { HostAnswerBody, HostRequest } from '@koshin/wire/helper/host-messages.ts';
import type { HelperFacts, HelperRefusalCode, HelperRefused } from '@koshin/wire/helper/values.ts';
import { type KeyStore, KeyStoreRefused } from '../key-stores/key-store.ts';
import { findKeys } from './acts/find-keys.ts';
import { install } from './acts/install.ts';
import { makeKey, makeKeyInToken } from './acts/make-key.ts';
import { remove } from './acts/remove.ts';
import { signRequest } from './acts/sign-request.ts';
import { reportStatus } from './acts/status.ts';
import type { Stores } from './stores.ts';
import type { TokenLogins } from './token-logins.ts';

export interface HostMeans {
  readonly version: string;
  readonly stores: Stores;
  readonly logins: TokenLogins;
  /** Hears of every refusal and defect, before it is answered. */
  readonly onTrouble: (trouble: unknown) => void;
}

/** Does what is asked and answers; what a store refuses is an answer, and so is a defect (`unexpected`). */
export async function answerRequest(request: HostRequest, means: HostMeans): Promise<HostAnswerBody> {
  try {
    return await act(request, means);
  } catch (error) {
    means.onTrouble(error);
    return error instanceof KeyStoreRefused ? refused(error.code, error.facts) : refused('unexpected');
  }
}

export function refused(code: HelperRefusalCode, facts: HelperFacts = {}): HelperRefused {
  return { answer: 'refused', code, facts };
}

async function act(request: HostRequest, means: HostMeans): Promise<HostAnswerBody> {
  const { stores, version } = means;
  switch (request.act) {
    case 'status':
      return reportStatus(stores, version);
    case 'find-keys':
      return findKeys(stores, request.purpose);
    case 'make-key':
      if (request.place.kind === 'pc') return makeKey(await pcStore(stores), request);
      return means.logins.use(tokenUse(request, request.place.serial, request.purpose), request.pin, (token) =>
        makeKeyInToken(token, request),
      );
    case 'sign-request':
      return within(request, request.purpose, means, (store) => signRequest(store, request));
    case 'install':
      return within(request, request.purpose, means, (store) => install(store, request));
    case 'remove':
      return within(request, `remove ${request.fingerprint}`, means, async (store) => {
        const pc = await stores.pc();
        return remove(store, request, pc === null || store.place.kind === 'pc' ? [store] : [store, pc.store]);
      });
  }
}

type InAStore = Extract<HostRequest, { act: 'sign-request' | 'install' | 'remove' }>;

async function within(
  request: InAStore,
  purpose: string,
  { stores, logins }: HostMeans,
  work: (store: KeyStore) => Promise<HostAnswerBody>,
): Promise<HostAnswerBody> {
  if (request.place.kind === 'pc') return work(await pcStore(stores));
  return logins.use(tokenUse(request, request.place.serial, purpose), request.pin, work);
}

async function pcStore(stores: Stores): Promise<KeyStore> {
  const pc = await stores.pc();
  if (pc === null) throw new KeyStoreRefused('store-not-writable');
  return pc.store;
}

function tokenUse({ origin }: { readonly origin: string }, serial: string, purpose: string) {
  return { serial, origin, purpose };
}
