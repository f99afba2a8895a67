import type { CbcInput, PasswordCrypto } from '../crypto/password-crypto.ts';
import { encodeOid, oids } from '../der/oids.ts';
import type { DerNode } from '../der/writer.ts';
import { encode, octetString, sequence, smallInteger } from '../der/writer.ts';
import { parsePrivateKeyInfo } from '../pkcs8/encrypted-private-key.ts';
import type { FileContents } from './file.ts';
import { encodeCertificates } from './file.ts';
import { deriveOctets } from './key-derivation.ts';
import { encodeProtectedFile, refuseWeakDerivation } from './protected-file.ts';
import { encodeData, encodeEncryptedData, encodeKeyBag, encodeSafeContents } from './safes.ts';

/** Triple DES in CBC mode with the padding of RFC 8018 6.1.1; WebCrypto has none, so it is passed in. */
export type TripleDesCbcEncrypt = (input: CbcInput) => Uint8Array<ArrayBuffer>;

/**
 * A PKCS#12 file as older systems read it: key and certificates encrypted by pbeWithSHAAnd3-KeyTripleDES-CBC
 * (RFC 7292 C), under HMAC-SHA-1. Weaker than the other form: only for systems that refuse that one.
 */
export async function buildLegacyPkcs12(
  fields: FileContents & {
    /** PrivateKeyInfo in DER, decrypted. */
    readonly pkcs8: Uint8Array;
    readonly password: string;
    /** Of all three key derivations: at least 100,000. */
    readonly iterations: number;
    /** Fresh random octets, at least 8 each. */
    readonly keySalt: Uint8Array;
    readonly safeSalt: Uint8Array;
    readonly macSalt: Uint8Array;
    readonly crypto: PasswordCrypto;
    readonly tripleDesCbcEncrypt: TripleDesCbcEncrypt;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const { password, iterations, crypto } = fields;
  parsePrivateKeyInfo(fields.pkcs8);
  const common = { password, iterations, crypto, tripleDesCbcEncrypt: fields.tripleDesCbcEncrypt };
  const key = await encryptByTripleDes(fields.pkcs8, { ...common, salt: fields.keySalt });
  const certificates = await encryptByTripleDes(encodeCertificates(fields), { ...common, salt: fields.safeSalt });
  const shroudedKey = encode(sequence(key.algorithm, octetString(key.encrypted)));
  const safes = [
    encodeEncryptedData(certificates.algorithm, certificates.encrypted),
    encodeData(encodeSafeContents([encodeKeyBag(shroudedKey, fields)])),
  ];
  return encodeProtectedFile(safes, { hash: 'SHA-1', password, iterations, salt: fields.macSalt, crypto });
}

async function encryptByTripleDes(
  data: Uint8Array,
  input: {
    password: string;
    iterations: number;
    salt: Uint8Array;
    crypto: PasswordCrypto;
    tripleDesCbcEncrypt: TripleDesCbcEncrypt;
  },
): Promise<{ algorithm: DerNode; encrypted: Uint8Array<ArrayBuffer> }> {
  const { password, iterations, salt, crypto } = input;
  refuseWeakDerivation({ iterations, salt });
  const derivation = { hash: 'SHA-1', password, salt, iterations, digest: crypto.digest } as const;
  const key = await deriveOctets({ ...derivation, purpose: 'key', length: 24 });
  const iv = await deriveOctets({ ...derivation, purpose: 'iv', length: 8 });
  const encrypted = input.tripleDesCbcEncrypt({ key, iv, data: new Uint8Array(data) });
  const parameters = sequence(octetString(salt), smallInteger(iterations));
  return { algorithm: sequence(encodeOid(oids.pbeWithSha1And3KeyTripleDesCbc), parameters), encrypted };
}
