import { type KeyStore, KeyStoreRefused, type StoredKey } from '../../key-stores/key-store.ts';

/** The key, made for this purpose. Throws KeyStoreRefused `not-found`, also for the key of another purpose. */
export async function ownKey(
  store: KeyStore,
  { keyDigest, purpose }: { readonly keyDigest: string; readonly purpose: string },
): Promise<StoredKey> {
  const found = (await store.list()).find((key) => key.keyDigest === keyDigest && key.purpose === purpose);
  if (found === undefined) throw new KeyStoreRefused('not-found');
  return found;
}
