import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { octetString } from '../der/writer.ts';
import { encodeExtension } from '../x509/extensions/extension.ts';

/** RFC 9654 2.1: shorter or longer ones are malformed. */
const maximumNonceBytes = 128;

/** The nonce extension as an answer repeats it. */
export function encodeNonce(nonce: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeExtension({ oid: oids.ocspNonce, critical: false, value: octetString(nonce) });
}

/** Nonce (RFC 9654 2.1): an OCTET STRING of 1 to 128 octets. Throws DerError. */
export function readNonce(value: DerReader): Uint8Array<ArrayBuffer> {
  const nonce = value.octetString('Nonce');
  if (nonce.length === 0 || nonce.length > maximumNonceBytes) {
    value.refuse(`a Nonce of 1 to ${maximumNonceBytes} octets (RFC 9654 2.1)`, `${nonce.length}`);
  }
  return nonce;
}
