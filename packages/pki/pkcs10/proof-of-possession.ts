import { DerError } from '../der/error.ts';
import { parseEcdsaSignature } from '../x509/ecdsa-signature.ts';
import type { VerifySignature } from '../x509/signature-algorithms.ts';
import { keyKindOf } from '../x509/signature-algorithms.ts';
import type { CertificationRequest } from './request.ts';

/**
 * Whether the request was signed by the holder of the key in it (RFC 2986 4.2). A signature by another kind of algorithm
 * than the key's, or in another form, is `false` without asking `verify`.
 */
export async function verifyProofOfPossession(
  { info, publicKey, signatureAlgorithm, signature }: CertificationRequest,
  verify: VerifySignature,
): Promise<boolean> {
  const wellFormed =
    publicKey.kind === 'RSA' ? signature.length === Math.ceil(publicKey.bits / 8) : isEcdsaSignature(signature);
  if (keyKindOf(signatureAlgorithm) !== (publicKey.kind === 'RSA' ? 'RSA' : 'EC') || !wellFormed) return false;
  return verify({ algorithm: signatureAlgorithm, publicKey: publicKey.der, data: info, signature });
}

function isEcdsaSignature(signature: Uint8Array): boolean {
  try {
    parseEcdsaSignature(signature);
    return true;
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}
