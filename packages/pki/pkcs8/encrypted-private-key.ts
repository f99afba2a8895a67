import type { PasswordCrypto } from '../crypto/password-crypto.ts';
import { DerError } from '../der/error.ts';
import { readDer } from '../der/reader.ts';
import { contextConstructed, contextPrimitive } from '../der/tags.ts';
import { readWellFormed } from '../der/well-formed.ts';
import { encode, octetString, sequence } from '../der/writer.ts';
import type { PasswordEncryption } from './password-encryption.ts';
import { decryptUnderPassword, encryptUnderPassword, readPasswordEncryption } from './password-encryption.ts';

/** An RSA key of 8,192 bits fits. */
const maximumKeyBytes = 8_192;

/**
 * EncryptedPrivateKeyInfo (RFC 5958 3) of a PrivateKeyInfo, by PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC. It goes
 * unchanged into a PKCS#12 file. Throws DerError when `pkcs8` is no PrivateKeyInfo, RangeError for weak parameters.
 */
export async function encryptPrivateKey({
  pkcs8,
  ...encryption
}: PasswordEncryption & {
  /** PrivateKeyInfo in DER, as WebCrypto exports it. */
  readonly pkcs8: Uint8Array;
  readonly password: string;
  readonly crypto: PasswordCrypto;
}): Promise<Uint8Array<ArrayBuffer>> {
  parsePrivateKeyInfo(pkcs8);
  const { algorithm, encrypted } = await encryptUnderPassword(pkcs8, encryption);
  return encode(sequence(algorithm, octetString(encrypted)));
}

export type DecryptedKey =
  | { readonly decrypted: true; readonly pkcs8: Uint8Array<ArrayBuffer> }
  | { readonly decrypted: false; readonly reason: 'wrong-password' };

/**
 * The PrivateKeyInfo inside. A wrong password is told by the padding, or by what comes out being no PrivateKeyInfo; a
 * changed ciphertext looks the same. Throws DerError when `der` is no EncryptedPrivateKeyInfo of the kind written here.
 */
export async function decryptPrivateKey(
  der: Uint8Array,
  password: string,
  crypto: PasswordCrypto,
): Promise<DecryptedKey> {
  const { parameters, encrypted } = parseEncryptedPrivateKey(der);
  const pkcs8 = await decryptUnderPassword(encrypted, { ...parameters, password, crypto });
  const wrong = pkcs8 === undefined || !isPrivateKeyInfo(pkcs8);
  return wrong ? { decrypted: false, reason: 'wrong-password' } : { decrypted: true, pkcs8 };
}

/** Reads EncryptedPrivateKeyInfo with PBES2. Throws DerError. */
export function parseEncryptedPrivateKey(der: Uint8Array) {
  return readDer(der, maximumKeyBytes, (reader) =>
    reader.sequence('EncryptedPrivateKeyInfo', (content) => {
      const parameters = readPasswordEncryption(content);
      const encrypted = content.octetString('encryptedData');
      if (encrypted.length === 0 || encrypted.length % 16 !== 0) content.refuse('whole blocks', `${encrypted.length}`);
      return { parameters, encrypted };
    }),
  );
}

function isPrivateKeyInfo(octets: Uint8Array): boolean {
  try {
    parsePrivateKeyInfo(octets);
    return true;
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/** Demands PrivateKeyInfo, or OneAsymmetricKey with its public key (RFC 5958 2); the key itself stays closed. Throws DerError. */
export function parsePrivateKeyInfo(der: Uint8Array): void {
  readDer(der, maximumKeyBytes, (reader) =>
    reader.sequence('PrivateKeyInfo', (content) => {
      content.smallInteger('version', 1);
      content.sequence('privateKeyAlgorithm', (algorithm) => {
        algorithm.oid('privateKeyAlgorithm');
        if (!algorithm.atEnd) readWellFormed(algorithm, 'parameters');
      });
      content.octetString('privateKey');
      if (content.nextIs(contextConstructed(0))) readWellFormed(content, 'attributes');
      if (content.nextIs(contextPrimitive(1))) content.content('publicKey', contextPrimitive(1));
    }),
  );
}
