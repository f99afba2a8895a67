import type { ScryptCost, SealingCrypto } from '../crypto/sealing-crypto.ts';
import { encodeOid, oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { encode, octetString, sequence, smallInteger } from '../der/writer.ts';
import { parsePrivateKeyInfo } from './encrypted-private-key.ts';

/** An RSA key of 8,192 bits fits. */
const maximumKeyBytes = 8_192;
/** What a file from outside can make us spend: 256 MiB, and some two seconds. */
const maximumMemoryBytes = 2 ** 28;
const maximumWork = 2 ** 23;

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const utf8 = new TextEncoder();

/** What stands in the file. */
export interface SealedKey extends ScryptCost {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly nonce: Uint8Array<ArrayBuffer>;
  /** Ciphertext, and behind it the tag (RFC 5116 5.1). */
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/**
 * EncryptedPrivateKeyInfo (RFC 5958 3) of a PrivateKeyInfo, by PBES2 (RFC 8018 A.4) with scrypt (RFC 7914 7.1) and
 * AES-256-GCM (RFC 5084 3.2): `docs/decisions/0020`. The password goes in as UTF-8; `salt` (16 octets or more) and
 * `nonce` (12) are fresh random octets. Throws DerError when `pkcs8` is no PrivateKeyInfo, RangeError for other lengths.
 */
export async function sealPrivateKey({
  pkcs8,
  password,
  crypto,
  ...parameters
}: Omit<SealedKey, 'sealed'> & {
  readonly pkcs8: Uint8Array<ArrayBuffer>;
  readonly password: string;
  readonly crypto: SealingCrypto;
}): Promise<Uint8Array<ArrayBuffer>> {
  parsePrivateKeyInfo(pkcs8);
  if (parameters.salt.length < 16 || parameters.nonce.length !== nonceBytes) {
    throw new RangeError(`expected a salt of 16 octets or more and a nonce of ${nonceBytes}`);
  }
  const key = await crypto.scrypt({ password: utf8.encode(password), keyBytes, ...parameters });
  const sealed = crypto.aesGcmEncrypt({ key, nonce: parameters.nonce, data: pkcs8 });
  key.fill(0);
  return encode(sequence(encodeAlgorithm(parameters), octetString(sealed)));
}

/**
 * The PrivateKeyInfo inside; `undefined` when the password is another one or any octet of the ciphertext was changed,
 * which the tag cannot tell apart. Throws DerError when something else than a PrivateKeyInfo was sealed.
 */
export async function openSealedPrivateKey(
  { sealed, nonce, ...parameters }: SealedKey,
  { password, crypto }: { readonly password: string; readonly crypto: SealingCrypto },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const key = await crypto.scrypt({ password: utf8.encode(password), keyBytes, ...parameters });
  const pkcs8 = crypto.aesGcmDecrypt({ key, nonce, data: sealed });
  key.fill(0);
  if (pkcs8 !== undefined) parsePrivateKeyInfo(pkcs8);
  return pkcs8;
}

/** Reads what `sealPrivateKey` writes. Throws DerError. */
export function parseSealedPrivateKey(der: Uint8Array): SealedKey {
  return readDer(der, maximumKeyBytes, (reader) =>
    reader.sequence('EncryptedPrivateKeyInfo', (content) => {
      const parameters = content.sequence('encryptionAlgorithm', (algorithm) => {
        readOid(algorithm, 'PBES2', oids.pbes2);
        return algorithm.sequence('PBES2-params', (pbes2) => ({
          ...pbes2.sequence('keyDerivationFunc', readScrypt),
          ...pbes2.sequence('encryptionScheme', readAesGcm),
        }));
      });
      const sealed = content.octetString('encryptedData');
      if (sealed.length <= tagBytes) content.refuse(`more than the ${tagBytes} octets of the tag`, `${sealed.length}`);
      return { ...parameters, sealed };
    }),
  );
}

function encodeAlgorithm({ salt, nonce, cost, blockSize, parallelization }: Omit<SealedKey, 'sealed'>) {
  const numbers = [cost, blockSize, parallelization, keyBytes].map(smallInteger);
  const derivation = sequence(encodeOid(oids.scrypt), sequence(octetString(salt), ...numbers));
  // The length of the tag stands there, as it is not the 12 octets of the default (RFC 5084 3.2).
  const gcm = sequence(octetString(nonce), smallInteger(tagBytes));
  return sequence(encodeOid(oids.pbes2), sequence(derivation, sequence(encodeOid(oids.aes256Gcm), gcm)));
}

function readScrypt(derivation: DerReader): ScryptCost & Pick<SealedKey, 'salt'> {
  readOid(derivation, 'scrypt', oids.scrypt);
  return derivation.sequence('scrypt-params', (parameters) => {
    const salt = parameters.octetString('salt');
    const cost = parameters.smallInteger('costParameter', maximumWork);
    const blockSize = parameters.smallInteger('blockSize', maximumWork);
    const parallelization = parameters.smallInteger('parallelizationParameter', maximumWork);
    if (cost < 2 || !Number.isInteger(Math.log2(cost))) parameters.refuse('a power of two as cost', `${cost}`);
    if (blockSize === 0 || parallelization === 0) parameters.refuse('a block size and parallelization', '0');
    if (128 * cost * blockSize > maximumMemoryBytes || cost * blockSize * parallelization > maximumWork) {
      parameters.refuse('a cost that can be paid', `N ${cost}, r ${blockSize}, p ${parallelization}`);
    }
    if (parameters.nextIs(tags.integer) && parameters.smallInteger('keyLength', keyBytes) !== keyBytes) {
      parameters.refuse(`a key of ${keyBytes} octets`, 'another length');
    }
    return { salt, cost, blockSize, parallelization };
  });
}

function readAesGcm(scheme: DerReader): Pick<SealedKey, 'nonce'> {
  readOid(scheme, 'aes256-GCM', oids.aes256Gcm);
  return scheme.sequence('GCMParameters', (parameters) => {
    const nonce = parameters.octetString('aes-nonce');
    if (nonce.length !== nonceBytes) parameters.refuse(`a nonce of ${nonceBytes} octets`, `${nonce.length}`);
    if (parameters.smallInteger('aes-ICVlen', tagBytes) !== tagBytes) {
      parameters.refuse(`a tag of ${tagBytes} octets`, 'a shorter one');
    }
    return { nonce };
  });
}

function readOid(reader: DerReader, name: string, wanted: string): void {
  const oid = reader.oid(name);
  if (oid !== wanted) reader.refuse(name, oid);
}
