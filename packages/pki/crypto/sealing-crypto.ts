/** What scrypt costs (RFC 7914 2): memory is 128 · N · r octets, time goes with N · r · p. */
export interface ScryptCost {
  /** N, a power of two. */
  readonly cost: number;
  /** r. */
  readonly blockSize: number;
  /** p. */
  readonly parallelization: number;
}

/** The mathematics for keys at rest. Pure functions; octets in, new octets out. */
export interface SealingCrypto {
  /** scrypt (RFC 7914 6). */
  scrypt(
    input: {
      readonly password: Uint8Array<ArrayBuffer>;
      readonly salt: Uint8Array<ArrayBuffer>;
      readonly keyBytes: number;
    } & ScryptCost,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** AES-256-GCM without further authenticated data: the ciphertext and behind it the tag of 16 octets (RFC 5116 5.1). */
  aesGcmEncrypt(input: GcmInput): Uint8Array<ArrayBuffer>;
  /** `undefined` when the tag is not right: the key is another one, or the octets were changed. */
  aesGcmDecrypt(input: GcmInput): Uint8Array<ArrayBuffer> | undefined;
}

export interface GcmInput {
  /** 32 octets. */
  readonly key: Uint8Array<ArrayBuffer>;
  /** 12 octets, never twice under one key. */
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
}
