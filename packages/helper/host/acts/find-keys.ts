import type { HostAnswerBody } from '@koshin/wire/helper/host-messages.ts';
import type { HelperKey } from '@koshin/wire/helper/values.ts';
import { type KeyStore, KeyStoreRefused } from '../../key-stores/key-store.ts';
import type { Stores } from '../stores.ts';

/** The keys made for this purpose in every store that answers without a PIN. */
export async function findKeys(stores: Stores, purpose: string): Promise<HostAnswerBody> {
  const keys: HelperKey[] = [];
  const pc = await stores.pc();
  if (pc !== null) keys.push(...(await keysIn(pc.store, purpose)));
  for (const { serial } of (await stores.tokens()).present) keys.push(...(await keysInToken(stores, serial, purpose)));
  return { answer: 'keys', keys };
}

async function keysInToken(stores: Stores, serial: string, purpose: string): Promise<readonly HelperKey[]> {
  const token = await opened(stores, serial);
  if (token === null) return [];
  try {
    return await keysIn(token, purpose);
  } finally {
    await token.close();
  }
}

/** Null: pulled out meanwhile, or it does not answer. */
async function opened(stores: Stores, serial: string): Promise<KeyStore | null> {
  try {
    return await stores.openToken(serial);
  } catch (error) {
    if (error instanceof KeyStoreRefused) return null;
    throw error;
  }
}

async function keysIn(store: KeyStore, purpose: string): Promise<readonly HelperKey[]> {
  try {
    const ofPurpose = (await store.list()).filter((key) => key.purpose === purpose);
    return ofPurpose.map(({ keyDigest, certificate }) => {
      return { place: store.place, keyDigest, purpose, fingerprint: certificate?.fingerprint ?? null };
    });
  } catch (error) {
    if (error instanceof KeyStoreRefused) return [];
    throw error;
  }
}
