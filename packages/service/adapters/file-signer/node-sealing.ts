import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import type { SealingCrypto } from '@koshin/pki/crypto/sealing-crypto.ts';

const cipher = 'aes-256-gcm';
const tagBytes = 16;

/** The mathematics of OpenSSL, through Node: scrypt in the thread pool. */
export const nodeSealing: SealingCrypto = {
  scrypt({ password, salt, keyBytes, cost, blockSize, parallelization }) {
    // What it takes, and as much again for what OpenSSL counts beside the blocks.
    const maxmem = 256 * blockSize * (cost + parallelization);
    return new Promise((resolve, reject) => {
      scrypt(password, salt, keyBytes, { cost, blockSize, parallelization, maxmem }, (error, key) =>
        error ? reject(error) : resolve(new Uint8Array(key)),
      );
    });
  },
  aesGcmEncrypt({ key, nonce, data }) {
    const encryption = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
    return octets(encryption.update(data), encryption.final(), encryption.getAuthTag());
  },
  aesGcmDecrypt({ key, nonce, data }) {
    const decryption = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
    decryption.setAuthTag(data.subarray(-tagBytes));
    const opened = decryption.update(data.subarray(0, -tagBytes));
    try {
      return octets(opened, decryption.final());
    } catch {
      // Its one word for a tag that is not right.
      return undefined;
    } finally {
      opened.fill(0);
    }
  },
};

function octets(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
