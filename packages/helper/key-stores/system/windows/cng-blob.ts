import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { ecPublicKeyInfo, rsaPublicKeyInfo } from '../../public-key-info.ts';
import { ProgramFailed } from '../run-program.ts';

/** BCRYPT_ECDSA_PUBLIC_P256_MAGIC and BCRYPT_RSAPUBLIC_MAGIC (bcrypt.h). */
const magics = { p256: 0x31534345, rsa: 0x31415352 } as const;

/**
 * SubjectPublicKeyInfo of a public key as CNG exports it: BCRYPT_ECCKEY_BLOB of a key on P-256, or BCRYPT_RSAKEY_BLOB
 * (bcrypt.h), all lengths of 32 bits in little-endian order. Throws ProgramFailed `garbled`.
 */
export function publicKeyOfBlob(blob: Uint8Array): Uint8Array<ArrayBuffer> {
  const octets = Buffer.from(blob);
  if (octets.length < 8) throw new ProgramFailed('garbled', 'a public key cut off');
  const magic = octets.readUInt32LE(0);
  try {
    if (magic === magics.p256) return parsePublicKey(ofEc(octets)).der;
    if (magic === magics.rsa) return parsePublicKey(ofRsa(octets)).der;
  } catch {
    // Said below: whichever of its parts does not fit.
  }
  throw new ProgramFailed('garbled', 'not the public key of a kind that was asked for');
}

/** { magic, cbKey }, x, y. */
function ofEc(octets: Buffer): Uint8Array<ArrayBuffer> {
  if (octets.readUInt32LE(4) !== 32 || octets.length !== 8 + 64) throw new RangeError('lengths of P-256');
  return ecPublicKeyInfo(encodeOid(oids.prime256v1), Buffer.concat([Uint8Array.of(4), octets.subarray(8)]));
}

/** { magic, BitLength, cbPublicExp, cbModulus, cbPrime1, cbPrime2 }, exponent, modulus. */
function ofRsa(octets: Buffer): Uint8Array<ArrayBuffer> {
  const [exponentBytes, modulusBytes, ...primes] = [8, 12, 16, 20].map((at) => octets.readUInt32LE(at));
  if (exponentBytes === undefined || modulusBytes === undefined || primes.some((bytes) => bytes !== 0)) {
    throw new RangeError('a private key');
  }
  if (octets.length !== 24 + exponentBytes + modulusBytes) throw new RangeError('lengths of RSA');
  const body = octets.subarray(24);
  return rsaPublicKeyInfo(body.subarray(exponentBytes), body.subarray(0, exponentBytes));
}
