import type { KeyKind } from '@koshin/wire/helper/values.ts';

/** A key of ours in the system's store. */
export interface KeyringKey {
  /** What the system knows it by; no other key has it. */
  readonly name: string;
  readonly purpose: string;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/**
 * What a system's own store can do, as few acts as make a `KeyStore` (`system-store.ts`). Each is one call of a tool, and
 * durable when it returns. All throw ProgramFailed for a tool that is missing or says something else than it should.
 */
export interface Keyring {
  /** `enforced`: so far, every key of ours here is in hardware that does not give it out. */
  readonly protection: 'marked' | 'enforced';
  /** Makes a key and takes it away. */
  tryWriting(): Promise<void>;
  look(): Promise<{
    readonly keys: readonly KeyringKey[];
    /** DER; those that may be of our keys, and perhaps others. */
    readonly certificates: readonly Uint8Array<ArrayBuffer>[];
  }>;
  makeKey(how: { readonly kind: KeyKind; readonly purpose: string }): Promise<KeyringKey>;
  /** With SHA-256; ECDSA in DER. */
  sign(key: KeyringKey, octets: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Beside its key, so that browsers find both. */
  putCertificate(key: KeyringKey, der: Uint8Array): Promise<void>;
  takeCertificate(key: KeyringKey, der: Uint8Array): Promise<void>;
  takeKey(key: KeyringKey): Promise<void>;
}
