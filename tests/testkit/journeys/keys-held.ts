import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import type { Page } from 'playwright-core';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { chosenPassword } from './renewal-window.ts';

const readAll = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('koshin-keys');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const reading = opening.result.transaction('keys').objectStore('keys').getAll();
    reading.onerror = () => reject(reading.error);
    reading.onsuccess = () => {
      opening.result.close();
      resolve(reading.result.map(({ keyDigest }) => keyDigest));
    };
  };
})`;

/** SHA-256, in hex, of the public key of each key that the browser keeps for the portal of this page. */
export async function keysHeld(page: Page): Promise<readonly string[]> {
  return Value.Parse(Type.Array(Type.String()), await page.evaluate(readAll));
}

/** What is in a customer's file, as OpenSSL reads it. */
export interface FileContents {
  /** SHA-256 of the certificate's public key (SubjectPublicKeyInfo), in hex. */
  readonly keyDigest: string;
  /** In hex, upper case. */
  readonly serial: string;
}

/** Reads a PKCS#12 file. Throws with OpenSSL's words when the password does not open it. */
export function readFileContents(path: string, password = chosenPassword): FileContents {
  const args = ['pkcs12', '-in', path, '-passin', `pass:${password}`, '-nokeys', '-clcerts'];
  const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args.join(' ')} ended with ${status}: ${stderr}`);
  const { publicKey, serialNumber } = new X509Certificate(stdout);
  const digest = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
  return { keyDigest: digest.digest('hex'), serial: serialNumber };
}
