import type { PasswordCrypto, PasswordHash } from '../crypto/password-crypto.ts';
import { concatOctets } from '../der/octets.ts';
import { encodeUtf16 } from '../der/text.ts';

/** What the derived octets are for (RFC 7292 B.3). */
const derivationPurposes = { key: 1, iv: 2, mac: 3 } as const;

/** Octets that SHA-1 and SHA-256 take in at once ("v" in RFC 7292 B.2). */
const blockBytes = 64;

/**
 * The rounds below which a file is refused: the MAC is the quickest way to try passwords on it, so a low count there
 * would undo those of PBKDF2.
 */
export const minimumDerivationIterations = 100_000;

export interface Derivation {
  readonly purpose: keyof typeof derivationPurposes;
  readonly hash: PasswordHash;
  readonly password: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** How many octets are wanted. */
  readonly length: number;
  readonly digest: PasswordCrypto['digest'];
}

/** The key derivation of RFC 7292 B.2; the password goes in as UTF-16 with two zero octets after it (B.1). */
export async function deriveOctets(derivation: Derivation): Promise<Uint8Array<ArrayBuffer>> {
  const { purpose, password, salt, length } = derivation;
  const diversifier = new Uint8Array(blockBytes).fill(derivationPurposes[purpose]);
  const input = concatOctets(fillBlocks(salt), fillBlocks(concatOctets(encodeUtf16(password), new Uint8Array(2))));
  let derived = new Uint8Array(0);
  while (derived.length < length) {
    const block = await digestRepeatedly(concatOctets(diversifier, input), derivation);
    derived = concatOctets(derived, block);
    addToEachBlock(input, block);
  }
  return derived.slice(0, length);
}

async function digestRepeatedly(data: Uint8Array<ArrayBuffer>, { hash, iterations, digest }: Derivation) {
  let octets = data;
  for (let round = 0; round < iterations; round++) {
    const next = digest(hash, octets);
    octets = next instanceof Promise ? await next : next;
  }
  return octets;
}

/** Copies of the octets in a row, to the next whole block (steps 2 and 3); nothing stays nothing. */
function fillBlocks(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  const filled = new Uint8Array(Math.ceil(octets.length / blockBytes) * blockBytes);
  return filled.map((_, at) => octets[at % octets.length] ?? 0);
}

/** Adds the digest, repeated to a block, and one to every block of the input, modulo 2^512 (step 6 C). */
function addToEachBlock(input: Uint8Array<ArrayBuffer>, digest: Uint8Array): void {
  for (let start = 0; start < input.length; start += blockBytes) {
    let carry = 1;
    for (let at = blockBytes - 1; at >= 0; at--) {
      carry += (input[start + at] ?? 0) + (digest[at % digest.length] ?? 0);
      input[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
}
