import { randomOctets } from './random.ts';

/** Whether this browser can really make a key, sign with it and derive one from a password. */
export async function canMakeKeys(): Promise<boolean> {
  try {
    const { subtle } = crypto;
    const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    await subtle.exportKey('pkcs8', pair.privateKey);
    await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, randomOctets(1));
    const password = await subtle.importKey('raw', randomOctets(16), 'PBKDF2', false, ['deriveBits']);
    await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: randomOctets(16), iterations: 1 }, password, 256);
    return true;
  } catch {
    // No WebCrypto at all, or one without these algorithms: the reason makes no difference to the customer.
    return false;
  }
}

/**
 * Whether what a page writes is really there afterwards. `missing`: there is no IndexedDB; `refused`: there is one that
 * does not take anything (private window, full disk, company policy).
 */
export async function tryStorage(): Promise<'writable' | 'missing' | 'refused'> {
  if (typeof indexedDB === 'undefined') return 'missing';
  const wanted = randomOctets(16);
  try {
    const found = await writeAndRead(wanted);
    return found.length === wanted.length && found.every((octet, index) => octet === wanted[index])
      ? 'writable'
      : 'refused';
  } catch {
    return 'refused';
  }
}

function writeAndRead(octets: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('koshin-trial', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('trial');
    opening.onerror = () => reject(opening.error ?? new Error('not opened'));
    opening.onsuccess = () => {
      const database = opening.result;
      const writing = database.transaction('trial', 'readwrite', { durability: 'strict' });
      writing.objectStore('trial').put(octets, 'octets');
      writing.onabort = () => reject(writing.error ?? new Error('not written'));
      writing.oncomplete = () => {
        const reading: IDBRequest<unknown> = database.transaction('trial').objectStore('trial').get('octets');
        reading.onerror = () => reject(reading.error ?? new Error('not read'));
        reading.onsuccess = () => {
          database.close();
          resolve(reading.result instanceof Uint8Array ? reading.result : new Uint8Array());
        };
      };
    };
  });
}
