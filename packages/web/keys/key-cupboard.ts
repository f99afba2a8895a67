import type { KeptKey } from './kept-key.ts';

/**
 * Where this browser keeps the keys of renewals. Any number of windows may use it at the same time. Every promise
 * resolves only when the change is on the disk (transactions with durability 'strict'), so a key is safe before its
 * request is sent; a rejected promise has changed nothing.
 */
export interface KeyCupboard {
  /** Keeps a key; one with the same digest in the same renewal is replaced. */
  put(key: KeptKey): Promise<void>;
  /** The keys of a renewal, newest first. */
  ofRenewal(renewalId: string): Promise<KeptKey[]>;
  /** Notes that the customer has the key's file; no key, no note. */
  noteSaved(note: { readonly renewalId: string; readonly keyDigest: string; readonly fileName: string }): Promise<void>;
  /** Throws away the keys of a renewal: it is proven, or has ended. */
  forgetRenewal(renewalId: string): Promise<void>;
  /** Throws away what was made before an instant (ISO 8601): renewals that ended without this browser. */
  forgetBefore(createdAt: string): Promise<void>;
}

const storeName = 'keys';
const byAge = 'createdAt';

/**
 * The cupboard in IndexedDB, opened for each act: a page may live long, and its customer may clear the browser's storage
 * meanwhile. Where the browser lets pages store nothing, every act rejects with a DOMException.
 */
export function keyCupboard(databaseName = 'koshin-keys'): KeyCupboard {
  /** Runs the work in one transaction and resolves with its result when that is complete. */
  async function transact<T>(
    mode: IDBTransactionMode,
    work: (keys: IDBObjectStore) => IDBRequest<T> | null,
  ): Promise<T | null> {
    const database = await openDatabase(databaseName);
    return new Promise<T | null>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request?.result ?? null);
      transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
    }).finally(() => database.close());
  }

  const ofRenewal = (renewalId: string) => IDBKeyRange.bound([renewalId], [renewalId, []]);

  return {
    put: async (key) => void (await transact('readwrite', (keys) => keys.put(key))),
    ofRenewal: async (renewalId) => {
      const found = await transact<KeptKey[]>('readonly', (keys) => keys.getAll(ofRenewal(renewalId)));
      return (found ?? []).sort((one, other) => other.createdAt.localeCompare(one.createdAt));
    },
    noteSaved: async ({ renewalId, keyDigest, fileName }) => {
      await transact('readwrite', (keys) => {
        const request: IDBRequest<KeptKey | undefined> = keys.get([renewalId, keyDigest]);
        request.onsuccess = () => {
          if (request.result) keys.put({ ...request.result, fileName });
        };
        return null;
      });
    },
    forgetRenewal: async (renewalId) => void (await transact('readwrite', (keys) => keys.delete(ofRenewal(renewalId)))),
    forgetBefore: async (createdAt) => {
      await transact('readwrite', (keys) => {
        const request = keys.index(byAge).openCursor(IDBKeyRange.upperBound(createdAt, true));
        request.onsuccess = () => {
          request.result?.delete();
          request.result?.continue();
        };
        return null;
      });
    },
  };
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  if (typeof indexedDB === 'undefined') throw new DOMException('no IndexedDB', 'NotSupportedError');
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const keys = request.result.createObjectStore(storeName, { keyPath: ['renewalId', 'keyDigest'] });
      keys.createIndex(byAge, 'createdAt');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException('not opened', 'UnknownError'));
    request.onblocked = () => reject(new DOMException('an older page holds it', 'InvalidStateError'));
  });
}
