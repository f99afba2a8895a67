import type { PasswordCrypto } from '@koshin/pki/crypto/password-crypto.ts';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** Digests in a row before the page gets its turn: a few milliseconds here, a frame or two on a slow PC. */
const row = 4000;

/**
 * SHA-1 and SHA-256 for the file's integrity, which needs hundreds of thousands in a row (RFC 7292 B): WebCrypto's are
 * some fifty times too slow for that, each being a promise. Here one in `row` is, so that the page stays alive meanwhile.
 */
export function digestsInRows(): PasswordCrypto['digest'] {
  let made = 0;
  return (hash, data) => {
    const digest = hash === 'SHA-256' ? sha256(data) : sha1(data);
    made += 1;
    return made % row === 0 ? turnOfThePage().then(() => digest) : digest;
  };
}

/** A message to oneself: browsers slow timers down in a window that is covered, but not messages. */
function turnOfThePage(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
