import { bitString, encode, sequence } from '../der/writer.ts';
import { parseEcdsaSignature } from './ecdsa-signature.ts';
import type { LintedToBeSigned } from './lint/accept-for-signing.ts';
import type { SignatureAlgorithm } from './signature-algorithms.ts';
import { encodeSignatureAlgorithm, keyKindOf } from './signature-algorithms.ts';

/**
 * The certificate of linted bytes and the signature over them (RFC 5280 4.1). Throws RangeError when the algorithm is
 * not the one the bytes name, and DerError when an ECDSA signature is not in the form X.509 carries.
 */
export function assembleCertificate({
  linted,
  signatureAlgorithm,
  signature,
}: {
  readonly linted: LintedToBeSigned;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}): Uint8Array<ArrayBuffer> {
  if (signatureAlgorithm !== linted.signatureAlgorithm) {
    throw new RangeError(`expected a signature by ${linted.signatureAlgorithm}, got ${signatureAlgorithm}`);
  }
  if (keyKindOf(signatureAlgorithm) === 'EC') parseEcdsaSignature(signature);
  return encode(sequence(linted.bytes, encodeSignatureAlgorithm(signatureAlgorithm), bitString(signature)));
}
