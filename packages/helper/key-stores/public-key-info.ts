import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { bitString, encode, nullValue, sequence, unsignedInteger } from '@koshin/pki/der/writer.ts';

/** SubjectPublicKeyInfo (RFC 3279 2.3.1) of an RSA key, both numbers unsigned and big-endian. */
export function rsaPublicKeyInfo(modulus: Uint8Array, exponent: Uint8Array): Uint8Array<ArrayBuffer> {
  return rsaPublicKeyInfoOf(encode(sequence(unsignedInteger(modulus), unsignedInteger(exponent))));
}

/** The same of RSAPublicKey in DER (RFC 8017 A.1.1). */
export function rsaPublicKeyInfoOf(bits: Uint8Array): Uint8Array<ArrayBuffer> {
  return encode(sequence(sequence(encodeOid(oids.rsaEncryption), nullValue), bitString(bits)));
}

/** SubjectPublicKeyInfo (RFC 5480 2) of a point, uncompressed, on the curve of these ECParameters (DER). */
export function ecPublicKeyInfo(parameters: Uint8Array, point: Uint8Array): Uint8Array<ArrayBuffer> {
  return encode(sequence(sequence(encodeOid(oids.ecPublicKey), parameters), bitString(point)));
}
