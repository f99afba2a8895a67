import type { SubjectPublicKeyInfo } from './public-key.ts';

/** Length of the key identifiers we make, in octets. */
export const keyIdentifierBytes = 20;

/** What is digested for a key identifier: the content of the BIT STRING subjectPublicKey (RFC 7093 2). */
export const keyIdentifierInput = (publicKey: SubjectPublicKeyInfo): Uint8Array<ArrayBuffer> => publicKey.keyBits;

/** Method 1 of RFC 7093 2: the leftmost 160 bits of the SHA-256 digest of `keyIdentifierInput`. */
export function keyIdentifierFrom(sha256: Uint8Array): Uint8Array<ArrayBuffer> {
  if (sha256.length !== 32) throw new RangeError(`a SHA-256 digest has 32 octets, not ${sha256.length}`);
  return new Uint8Array(sha256.subarray(0, keyIdentifierBytes));
}
