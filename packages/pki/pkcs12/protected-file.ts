import type { PasswordCrypto, PasswordHash } from '../crypto/password-crypto.ts';
import { encodeOid, oids } from '../der/oids.ts';
import type { DerValue } from '../der/writer.ts';
import { encode, nullValue, octetString, sequence, smallInteger } from '../der/writer.ts';
import { deriveOctets, minimumDerivationIterations } from './key-derivation.ts';
import { encodeData } from './safes.ts';

/** What the file's integrity needs besides the password (RFC 7292 5.1). */
export interface PasswordMac {
  readonly hash: PasswordHash;
  readonly password: string;
  /** At least `minimumDerivationIterations`. */
  readonly iterations: number;
  /** Fresh random octets, at least 8. */
  readonly salt: Uint8Array;
  readonly crypto: PasswordCrypto;
}

const hashOids: Readonly<Record<PasswordHash, string>> = { 'SHA-1': oids.sha1, 'SHA-256': oids.sha256 };
const hashBytes: Readonly<Record<PasswordHash, number>> = { 'SHA-1': 20, 'SHA-256': 32 };

/** PFX in password integrity mode (RFC 7292 4): the safes, and a MAC over them that the password makes. */
export async function encodeProtectedFile(
  safes: readonly DerValue[],
  { hash, password, iterations, salt, crypto }: PasswordMac,
): Promise<Uint8Array<ArrayBuffer>> {
  refuseWeakDerivation({ iterations, salt });
  const authenticatedSafe = encode(sequence(...safes));
  const derivation = { purpose: 'mac', hash, password, salt, iterations, length: hashBytes[hash] } as const;
  const key = await deriveOctets({ ...derivation, digest: crypto.digest });
  const mac = await crypto.hmac(hash, key, authenticatedSafe);
  const digestInfo = sequence(sequence(encodeOid(hashOids[hash]), nullValue), octetString(mac));
  const macData = sequence(digestInfo, octetString(salt), smallInteger(iterations));
  return encode(sequence(smallInteger(3), encodeData(authenticatedSafe), macData));
}

/** Throws RangeError for parameters that would make trying passwords cheap. */
export function refuseWeakDerivation({ iterations, salt }: { iterations: number; salt: Uint8Array }): void {
  if (!(Number.isSafeInteger(iterations) && iterations >= minimumDerivationIterations)) {
    throw new RangeError(`expected at least ${minimumDerivationIterations} iterations, got ${iterations}`);
  }
  if (salt.length < 8) throw new RangeError(`expected a salt of at least 8 octets, got ${salt.length}`);
}
