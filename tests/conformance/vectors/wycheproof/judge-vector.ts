import { DerError } from '@koshin/pki/der/error.ts';
import { verifyProofOfPossession } from '@koshin/pki/pkcs10/proof-of-possession.ts';
import { parseCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import { judgeKey } from '@koshin/pki/x509/key-strength.ts';
import { parsePublicKey, type SubjectPublicKeyInfo } from '@koshin/pki/x509/public-key.ts';
import type { SignatureAlgorithm, VerifySignature } from '@koshin/pki/x509/signature-algorithms.ts';
import { keyOf } from '../../pki/testkit/keys.ts';
import { makeRequest } from '../../pki/testkit/requests.ts';
import type { Vector } from './read-vectors.ts';

/** `accepted`, or the step that refused it. */
export type Judgement = 'accepted' | 'key-not-read' | 'signature' | `weak-key: ${string}`;

/**
 * What becomes of a certification request with the key, the signed octets and the signature of the vector: the steps of
 * `readRequest` after the request was cut into its parts.
 */
export async function judgeAsRequest(
  vector: Vector,
  algorithm: SignatureAlgorithm,
  verify: VerifySignature,
): Promise<Judgement> {
  const publicKey = readOrNull(vector.publicKey);
  if (publicKey === null) return 'key-not-read';
  const { message: info, signature } = vector;
  const request = { ...frame, info, publicKey, signatureAlgorithm: algorithm, signature };
  if (!(await verifyProofOfPossession(request, verify))) return 'signature';
  const judged = judgeKey(publicKey, { purpose: 'client' });
  return judged.strong ? 'accepted' : `weak-key: ${judged.rule}`;
}

/** A sound request, for the parts that no vector has. */
const frame = parseCertificationRequest(makeRequest(keyOf('P-256')));

function readOrNull(spki: Uint8Array): SubjectPublicKeyInfo | null {
  try {
    return parsePublicKey(spki);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
