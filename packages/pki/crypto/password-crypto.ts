/** The digests of PKCS#12 files: SHA-256 of today's, SHA-1 of the older form. */
export type PasswordHash = 'SHA-1' | 'SHA-256';

/**
 * The mathematics for private keys under a password; `webCrypto` makes one of a browser's or Node's WebCrypto. Pure
 * functions, any number at the same time. Octets in, new octets out.
 */
export interface PasswordCrypto {
  /** PBKDF2 with HMAC-SHA-256 (RFC 8018 5.2). */
  pbkdf2(input: {
    readonly password: Uint8Array<ArrayBuffer>;
    readonly salt: Uint8Array<ArrayBuffer>;
    readonly iterations: number;
    readonly keyBytes: number;
  }): Promise<Uint8Array<ArrayBuffer>>;
  /** AES-CBC with the padding of RFC 8018 6.1.1; a key of 32 octets makes it AES-256. */
  aesCbcEncrypt(input: CbcInput): Promise<Uint8Array<ArrayBuffer>>;
  /** `undefined` when the padding is not right: the key is another one, or the octets were changed. */
  aesCbcDecrypt(input: CbcInput): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * One digest. The key derivation of PKCS#12 calls it hundreds of thousands of times in a row: WebCrypto needs some
   * 40 µs for each call, so a page passes a synchronous one.
   */
  digest(hash: PasswordHash, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  hmac(
    hash: PasswordHash,
    key: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>>;
}

export interface CbcInput {
  readonly key: Uint8Array<ArrayBuffer>;
  /** One block. */
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
}
