import { loadCryptoki } from '@koshin/cryptoki/load-cryptoki.ts';
import type { KeyStore } from '../key-store.ts';
import { openNssStore } from '../nss/nss-store.ts';
import { findSoftoken } from '../nss/softoken.ts';
import { openToken } from '../token/pkcs11-token.ts';
import { prepareToken } from '../token/prepare-token.ts';

export type Place =
  | { readonly kind: 'nss'; readonly folder: string }
  | { readonly kind: 'token'; readonly module: string; readonly serial: string; readonly pin: string };

export type Act =
  | { readonly act: 'open' }
  | { readonly act: 'try-writing' }
  | { readonly act: 'make-key'; readonly purpose: string }
  /** `certificate` in base64. */
  | { readonly act: 'install'; readonly keyDigest: string; readonly certificate: string }
  | { readonly act: 'remove'; readonly fingerprint: string }
  /** Of the bank, on a token that is not initialised; the place's PIN becomes the user's. */
  | { readonly act: 'prepare-token'; readonly label: string; readonly securityOfficerPin: string };

export interface Order {
  readonly place: Place;
  readonly act: Act;
  /** Dies by SIGKILL after so many calls of the PKCS#11 module; null: lives, and prints the names of its calls. */
  readonly killAfter: number | null;
}

/** Has every call of the module counted, and the process killed where the order says. */
async function count(module: string, killAfter: number | null): Promise<readonly string[]> {
  const names: string[] = [];
  const cryptoki = await loadCryptoki(module);
  // The one object that this process has for the module.
  for (const [name, call] of Object.entries(cryptoki)) {
    const counted = async (...given: readonly unknown[]): Promise<unknown> => {
      const answer: unknown = await Reflect.apply(call, cryptoki, given);
      names.push(name);
      if (names.length === killAfter) {
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => {});
      }
      return answer;
    };
    Object.assign(cryptoki, { [name]: counted });
  }
  return names;
}

async function did(place: Place, asked: Act): Promise<void> {
  if (asked.act === 'prepare-token') {
    if (place.kind !== 'token') throw new Error('only a token is prepared');
    const { module, pin: userPin } = place;
    const { label, securityOfficerPin } = asked;
    await prepareToken({ module, serial: null, label, securityOfficerPin, userPin, erase: false });
    return;
  }
  const store = await opened(place);
  await didIn(store, asked);
  await store.close();
}

async function opened(place: Place): Promise<KeyStore> {
  if (place.kind === 'nss') return openNssStore(place.folder);
  const token = await openToken(place.module, place.serial);
  await token.logIn(place.pin);
  return token;
}

async function didIn(store: KeyStore, asked: Exclude<Act, { act: 'prepare-token' }>): Promise<unknown> {
  switch (asked.act) {
    case 'open':
      return;
    case 'try-writing':
      return store.isWritable();
    case 'make-key':
      return store.makeKey({ kind: 'P-256', purpose: asked.purpose });
    case 'install':
      return store.install(asked.keyDigest, Buffer.from(asked.certificate, 'base64'));
    case 'remove':
      return store.remove(asked.fingerprint);
  }
}

/** A process of its own, which does one act in one store. */
const [order = '{}'] = process.argv.slice(2);
const { place, act, killAfter }: Order = JSON.parse(order);
const names = await count(place.kind === 'nss' ? findSoftoken() : place.module, killAfter);
await did(place, act);
console.log(JSON.stringify(names));
