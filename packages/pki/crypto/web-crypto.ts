import type { PasswordCrypto } from './password-crypto.ts';

/** The part of WebCrypto's SubtleCrypto that is used here, so that no types of a browser are needed. */
export interface SubtleSubset<Key> {
  importKey(
    format: 'raw',
    keyData: Uint8Array<ArrayBuffer>,
    algorithm: { name: string; hash?: string },
    extractable: boolean,
    usages: ('deriveBits' | 'encrypt' | 'decrypt' | 'sign')[],
  ): Promise<Key>;
  deriveBits(
    algorithm: { name: string; hash: string; salt: Uint8Array<ArrayBuffer>; iterations: number },
    key: Key,
    bits: number,
  ): Promise<ArrayBuffer>;
  encrypt(algorithm: AesCbc, key: Key, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  decrypt(algorithm: AesCbc, key: Key, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  sign(algorithm: 'HMAC', key: Key, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

interface AesCbc {
  name: 'AES-CBC';
  iv: Uint8Array<ArrayBuffer>;
}

/**
 * The mathematics of WebCrypto: `webCrypto(crypto.subtle)` in a page, `webCrypto(webcrypto.subtle)` in Node. `digest`
 * replaces its slow one where a PKCS#12 file is made.
 */
export function webCrypto<Key>(
  subtle: SubtleSubset<Key>,
  { digest }: { digest?: PasswordCrypto['digest'] } = {},
): PasswordCrypto {
  const octets = (buffer: ArrayBuffer) => new Uint8Array(buffer);
  return {
    async pbkdf2({ password, salt, iterations, keyBytes }) {
      const key = await subtle.importKey('raw', password, { name: 'PBKDF2' }, false, ['deriveBits']);
      return octets(await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 8 * keyBytes));
    },
    async aesCbcEncrypt({ key, iv, data }) {
      const imported = await subtle.importKey('raw', key, { name: 'AES-CBC' }, false, ['encrypt']);
      return octets(await subtle.encrypt({ name: 'AES-CBC', iv }, imported, data));
    },
    async aesCbcDecrypt({ key, iv, data }) {
      const imported = await subtle.importKey('raw', key, { name: 'AES-CBC' }, false, ['decrypt']);
      try {
        return octets(await subtle.decrypt({ name: 'AES-CBC', iv }, imported, data));
      } catch (error) {
        // WebCrypto's word for wrong padding; it says nothing more, on purpose
        if (error instanceof Error && error.name === 'OperationError') return undefined;
        throw error;
      }
    },
    digest: digest ?? (async (hash, data) => octets(await subtle.digest(hash, data))),
    async hmac(hash, key, data) {
      const imported = await subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
      return octets(await subtle.sign('HMAC', imported, data));
    },
  };
}
