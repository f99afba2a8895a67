import type { PasswordCrypto } from '../crypto/password-crypto.ts';
import { parseEncryptedPrivateKey } from '../pkcs8/encrypted-private-key.ts';
import { encryptUnderPassword } from '../pkcs8/password-encryption.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { encodeProtectedFile } from './protected-file.ts';
import type { BagLabels } from './safes.ts';
import { encodeCertificateBag, encodeData, encodeEncryptedData, encodeKeyBag, encodeSafeContents } from './safes.ts';

/** What both forms of the file hold. */
export interface FileContents extends BagLabels {
  /** The customer's certificate in DER. */
  readonly certificate: Uint8Array;
  /** Its issuers' certificates in DER, the nearest first. */
  readonly chain: readonly Uint8Array[];
}

/**
 * A PKCS#12 file (RFC 7292) as current systems read it: the encrypted private key unchanged, the certificates encrypted
 * by PBES2 with AES-256, all under HMAC-SHA-256. The password must be the one the key was encrypted under. Throws
 * DerError when key or certificates are none, RangeError for weak parameters.
 */
export async function buildPkcs12(
  fields: FileContents & {
    /** EncryptedPrivateKeyInfo in DER, as `encryptPrivateKey` makes it. */
    readonly shroudedKey: Uint8Array;
    readonly password: string;
    /** Of PBKDF2 over the certificates: at least 600,000. */
    readonly safeIterations: number;
    /** Fresh random octets: at least 16, exactly 16, at least 8. */
    readonly safeSalt: Uint8Array;
    readonly safeIv: Uint8Array;
    readonly macSalt: Uint8Array;
    /** Of the MAC's key derivation: at least 100,000. */
    readonly macIterations: number;
    readonly crypto: PasswordCrypto;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const { shroudedKey, password, crypto } = fields;
  parseEncryptedPrivateKey(shroudedKey);
  const { algorithm, encrypted } = await encryptUnderPassword(encodeCertificates(fields), {
    iterations: fields.safeIterations,
    salt: fields.safeSalt,
    iv: fields.safeIv,
    password,
    crypto,
  });
  const keySafe = encodeSafeContents([encodeKeyBag(shroudedKey, fields)]);
  return encodeProtectedFile([encodeEncryptedData(algorithm, encrypted), encodeData(keySafe)], {
    hash: 'SHA-256',
    password,
    iterations: fields.macIterations,
    salt: fields.macSalt,
    crypto,
  });
}

/** SafeContents with the customer's certificate and its issuers'. Throws DerError when one is no certificate. */
export function encodeCertificates({ certificate, chain, ...labels }: FileContents): Uint8Array<ArrayBuffer> {
  for (const der of [certificate, ...chain]) parseCertificate(der);
  return encodeSafeContents([
    encodeCertificateBag(certificate, labels),
    ...chain.map((issuer) => encodeCertificateBag(issuer)),
  ]);
}
