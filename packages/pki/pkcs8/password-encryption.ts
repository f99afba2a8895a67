import type { PasswordCrypto } from '../crypto/password-crypto.ts';
import { encodeOid, oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { encode, nullValue, octetString, sequence, smallInteger } from '../der/writer.ts';

/** OWASP's figure for PBKDF2-HMAC-SHA-256: fewer rounds are refused. */
export const minimumPbkdf2Iterations = 600_000;
/** More rounds than anybody uses; it bounds the time a file from outside can take. */
const maximumPbkdf2Iterations = 10_000_000;

/** What PBES2 needs besides the password (RFC 8018 6.2). Salt and initialisation vector are fresh random octets. */
export interface PasswordEncryption {
  /** At least `minimumPbkdf2Iterations`. */
  readonly iterations: number;
  /** At least 16 octets. */
  readonly salt: Uint8Array;
  /** 16 octets. */
  readonly iv: Uint8Array;
}

const utf8 = new TextEncoder();
const aes256KeyBytes = 32;
const blockBytes = 16;
const hmacWithSha256 = encode(sequence(encodeOid(oids.hmacWithSha256), nullValue));

/**
 * AlgorithmIdentifier of PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018 A.4), the key length left out as
 * OpenSSL does, and the encrypted octets. The password goes in as UTF-8. Throws RangeError for weak parameters.
 */
export async function encryptUnderPassword(
  data: Uint8Array,
  { iterations, salt, iv, password, crypto }: PasswordEncryption & { password: string; crypto: PasswordCrypto },
): Promise<{ algorithm: Uint8Array<ArrayBuffer>; encrypted: Uint8Array<ArrayBuffer> }> {
  if (!(iterations >= minimumPbkdf2Iterations && iterations <= maximumPbkdf2Iterations)) {
    throw new RangeError(
      `expected ${minimumPbkdf2Iterations} to ${maximumPbkdf2Iterations} iterations, got ${iterations}`,
    );
  }
  if (salt.length < 16 || iv.length !== blockBytes)
    throw new RangeError('expected a salt of 16 octets or more, an iv of 16');
  const parameters = { iterations, salt: new Uint8Array(salt), iv: new Uint8Array(iv) };
  const key = await deriveKey({ ...parameters, password, crypto });
  const encrypted = await crypto.aesCbcEncrypt({ key, iv: parameters.iv, data: new Uint8Array(data) });
  return { algorithm: encodeAlgorithm(parameters), encrypted };
}

/** The octets, or `undefined` when the password is another one. */
export async function decryptUnderPassword(
  encrypted: Uint8Array<ArrayBuffer>,
  { password, crypto, ...parameters }: Parameters & { password: string; crypto: PasswordCrypto },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const key = await deriveKey({ ...parameters, password, crypto });
  return crypto.aesCbcDecrypt({ key, iv: parameters.iv, data: encrypted });
}

interface Parameters {
  readonly iterations: number;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
}

function deriveKey({ iterations, salt, password, crypto }: Parameters & { password: string; crypto: PasswordCrypto }) {
  return crypto.pbkdf2({ password: utf8.encode(password), salt, iterations, keyBytes: aes256KeyBytes });
}

function encodeAlgorithm({ iterations, salt, iv }: Parameters): Uint8Array<ArrayBuffer> {
  const pbkdf2 = sequence(octetString(salt), smallInteger(iterations), hmacWithSha256);
  const scheme = sequence(encodeOid(oids.aes256Cbc), octetString(iv));
  return encode(sequence(encodeOid(oids.pbes2), sequence(sequence(encodeOid(oids.pbkdf2), pbkdf2), scheme)));
}

/** Reads the AlgorithmIdentifier that `encryptUnderPassword` writes, of any maker; other algorithms are refused. */
export function readPasswordEncryption(reader: DerReader): Parameters {
  return reader.sequence('encryptionAlgorithm', (algorithm) => {
    readOid(algorithm, 'PBES2', oids.pbes2);
    return algorithm.sequence('PBES2-params', (parameters) => ({
      ...parameters.sequence('keyDerivationFunc', readPbkdf2),
      ...parameters.sequence('encryptionScheme', readAesCbc),
    }));
  });
}

function readPbkdf2(derivation: DerReader): Omit<Parameters, 'iv'> {
  readOid(derivation, 'PBKDF2', oids.pbkdf2);
  return derivation.sequence('PBKDF2-params', (parameters) => {
    const salt = parameters.octetString('salt');
    const iterations = parameters.smallInteger('iterationCount', maximumPbkdf2Iterations);
    if (iterations === 0) parameters.refuse('at least one iteration', '0');
    if (parameters.nextIs(tags.integer) && parameters.smallInteger('keyLength', aes256KeyBytes) !== aes256KeyBytes) {
      parameters.refuse(`a key of ${aes256KeyBytes} octets`, 'another length');
    }
    parameters.sequence('prf', (prf) => {
      readOid(prf, 'hmacWithSHA256', oids.hmacWithSha256);
      prf.null('parameters of hmacWithSHA256');
    });
    return { salt, iterations };
  });
}

function readAesCbc(scheme: DerReader): Pick<Parameters, 'iv'> {
  readOid(scheme, 'aes256-CBC', oids.aes256Cbc);
  const iv = scheme.octetString('initialisation vector');
  if (iv.length !== blockBytes) scheme.refuse(`an initialisation vector of ${blockBytes} octets`, `${iv.length}`);
  return { iv };
}

function readOid(reader: DerReader, name: string, wanted: string): void {
  const oid = reader.oid(name);
  if (oid !== wanted) reader.refuse(name, oid);
}
