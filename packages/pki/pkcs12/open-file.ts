import type { PasswordCrypto } from '../crypto/password-crypto.ts';
import { DerError } from '../der/error.ts';
import { sameOctets } from '../der/octets.ts';
import { decryptPrivateKey } from '../pkcs8/encrypted-private-key.ts';
import { decryptUnderPassword } from '../pkcs8/password-encryption.ts';
import { deriveOctets } from './key-derivation.ts';
import { type ParsedMac, type ParsedSafe, parsePkcs12, parseSafeContents } from './parse-file.ts';

export type OpenedPkcs12 =
  | {
      readonly opened: true;
      /** PrivateKeyInfo in DER. */
      readonly pkcs8: Uint8Array<ArrayBuffer>;
      /** In DER, in the order of the file. */
      readonly certificates: readonly Uint8Array<ArrayBuffer>[];
    }
  | { readonly opened: false; readonly reason: 'wrong-password' };

/**
 * The key and the certificates in a PKCS#12 file with one key (RFC 7292), as current systems write it: PBES2 with
 * PBKDF2-HMAC-SHA-256 and AES-256, a MAC with SHA-256 or SHA-1, which is checked before anything is decrypted. A changed
 * file looks like a wrong password. Throws DerError for files of another form.
 */
export async function openPkcs12(
  der: Uint8Array,
  { password, crypto }: { readonly password: string; readonly crypto: PasswordCrypto },
): Promise<OpenedPkcs12> {
  // 1. The MAC over all of it.
  const { mac, authenticatedSafe, safes } = parsePkcs12(der);
  if (!(await verifyMac(authenticatedSafe, mac, { password, crypto }))) return wrongPassword;
  // 2. The bags.
  const shroudedKeys: Uint8Array<ArrayBuffer>[] = [];
  const certificates: Uint8Array<ArrayBuffer>[] = [];
  for (const safe of safes) {
    const contents = await openSafe(safe, { password, crypto });
    if (contents === undefined) return wrongPassword;
    const bags = parseSafeContents(contents);
    shroudedKeys.push(...bags.shroudedKeys);
    certificates.push(...bags.certificates);
  }
  // 3. The one key.
  const [shrouded, another] = shroudedKeys;
  if (!shrouded || another) {
    throw new DerError({ offset: 0, expected: 'a file with one key', got: `${shroudedKeys.length}` });
  }
  const key = await decryptPrivateKey(shrouded, password, crypto);
  return key.decrypted ? { opened: true, pkcs8: key.pkcs8, certificates } : wrongPassword;
}

const wrongPassword = { opened: false, reason: 'wrong-password' } as const;

interface Secret {
  readonly password: string;
  readonly crypto: PasswordCrypto;
}

async function verifyMac(
  data: Uint8Array<ArrayBuffer>,
  { hash, value, salt, iterations }: ParsedMac,
  { password, crypto }: Secret,
): Promise<boolean> {
  const length = hash === 'SHA-1' ? 20 : 32;
  const derivation = { purpose: 'mac', hash, password, salt, iterations, length, digest: crypto.digest } as const;
  return sameOctets(await crypto.hmac(hash, await deriveOctets(derivation), data), value);
}

async function openSafe(safe: ParsedSafe, secret: Secret): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!safe.encrypted) return safe.contents;
  return decryptUnderPassword(safe.contents, { ...safe.parameters, ...secret });
}
