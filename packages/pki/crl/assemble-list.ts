import { bitString, encode, sequence } from '../der/writer.ts';
import type { SignableBytes } from '../signing/signable.ts';
import { parseEcdsaSignature } from '../x509/ecdsa-signature.ts';
import { encodeSignatureAlgorithm, keyKindOf } from '../x509/signature-algorithms.ts';

/**
 * The CRL of accepted bytes and the signature over them by the algorithm they name (RFC 5280 5.1.1). Throws DerError
 * when an ECDSA signature is not in the form X.509 carries.
 */
export function assembleList(accepted: SignableBytes<'crl'>, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const { bytes, signatureAlgorithm } = accepted;
  if (keyKindOf(signatureAlgorithm) === 'EC') parseEcdsaSignature(signature);
  return encode(sequence(bytes, encodeSignatureAlgorithm(signatureAlgorithm), bitString(signature)));
}
