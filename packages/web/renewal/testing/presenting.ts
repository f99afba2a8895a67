import type { BrowserContext } from 'playwright-core';
import { certificate } from '../../testing/samples.ts';
import type { PretendService } from './pretend-service.ts';

export const renewalPath = `/renewal/${certificate.id}`;

/**
 * Stands in for the presentation hosts: whoever goes there presents what `chosen` names (null: nothing) and is sent back
 * to the renewal, as the presentation role does.
 */
export async function presentationHosts(
  context: BrowserContext,
  { service, origin, chosen }: { service: PretendService; origin: string; chosen: () => string | null },
): Promise<void> {
  await context.route('https://*.cert.localhost/**', async (route) => {
    const { nonce } = service.latestAttempt();
    service.present(nonce, chosen());
    await route.fulfill({ status: 303, headers: { location: `${origin}${renewalPath}?presentation=${nonce}` } });
  });
}

/** What this browser keeps of keys: the digests, newest first. Runs in the page. */
export async function keptDigests(): Promise<string[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('koshin-keys');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const keys = await new Promise<IDBValidKey[]>((resolve) => {
    const request = database.transaction('keys').objectStore('keys').getAllKeys();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return keys.map((key) => (Array.isArray(key) ? String(key[1]) : ''));
}
