import type { SignableBytes } from '@koshin/pki/signing/signable.ts';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';

export type KeyKind = 'P-256' | 'P-384' | 'RSA-3072' | 'RSA-4096';

/** A CA key is made once: nothing ever replaces it. */
export class KeyNameTaken extends Error {
  override readonly name = 'KeyNameTaken';
  readonly keyName: string;
  constructor(keyName: string) {
    super(`the signer holds a key named ${keyName} already`);
    this.keyName = keyName;
  }
}

const nameForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Throws RangeError for what no signer takes for a key's name: it may become a file's name, or a label in a token. */
export function requireKeyName(keyName: string): void {
  if (isKeyName(keyName)) return;
  throw new RangeError(`expected a key name of small letters, digits and hyphens, got ${JSON.stringify(keyName)}`);
}

/** Small letters, digits and single hyphens, at most 64. */
export function isKeyName(text: string): boolean {
  return nameForm.test(text) && text.length <= 64;
}

/**
 * Holds the CA keys.
 *
 * Contract, tested by `signer.contract.ts`:
 * - `sign` returns the signature in the form X.509 carries it (ECDSA-Sig-Value or RSA octets) over exactly these bytes.
 *   It is not idempotent (ECDSA differs each time); who must not sign twice records an intent first and asks the
 *   register before retrying.
 * - Only bytes that passed the rules of their kind can be signed: the type admits nothing else. They name the algorithm
 *   they will be signed by; a key of another kind throws RangeError.
 * - Any number of calls may run at the same time. The signer repeats nothing but what it did not finish because its own
 *   connection to the key was lost; of the signature begun before nobody hears.
 * - When the key cannot be used now, it throws a `Refusal` with code `signer-unavailable`; nothing was signed as far
 *   as anybody can know. Its detail names the key and the reason for the log, and nothing of the secret. The next call
 *   tries anew.
 */
export interface Signer {
  sign(request: { keyName: string; tbs: SignableBytes }): Promise<Uint8Array>;
  /** The algorithm with which this key signs; needed before the to-be-signed bytes are built. */
  algorithmOf(keyName: string): Promise<SignatureAlgorithm>;
  /** SubjectPublicKeyInfo (RFC 5280 4.1.2.7) of a key that this signer holds. */
  publicKeyOf(keyName: string): Promise<Uint8Array>;
  /**
   * Makes a key that never leaves the signer. When this returns, a power cut does not lose it.
   * Throws `KeyNameTaken` for a name that is taken, also when its key cannot be used, and RangeError for a name that is
   * not small letters, digits and single hyphens, at most 64.
   */
  makeKey(request: { keyName: string; kind: KeyKind }): Promise<void>;
  /**
   * Takes in a key that was made elsewhere: PrivateKeyInfo (RFC 5958 2) of P-256, P-384, or RSA of 3,072 bits or more.
   * The octets stay the caller's, who wipes them. Durable, and throwing, as `makeKey`; RangeError for other keys, too.
   */
  importKey(request: { keyName: string; pkcs8: Uint8Array }): Promise<void>;
  /**
   * Destroys a key for good, as one whose certificate has ended. True when this call did it and nothing brings it back, not
   * even a power cut; false where there is none. What the name signs after is `signer-unavailable`, until it is made anew.
   */
  destroyKey(keyName: string): Promise<boolean>;
  /** Resolves when keys can be used. */
  ready(): Promise<void>;
}
