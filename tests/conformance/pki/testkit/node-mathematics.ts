import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import type { SignatureAlgorithm, VerifySignature } from '@koshin/pki/x509/signature-algorithms.ts';
import { hashOf } from '@koshin/pki/x509/signature-algorithms.ts';

/** The mathematics of node:crypto, in the forms `pki` asks for. */
export const verify: VerifySignature = ({ algorithm, publicKey, data, signature }) => {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  return nodeVerify(hashOf(algorithm), data, key, signature);
};

export function sign(algorithm: SignatureAlgorithm, privateKey: KeyObject, data: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(nodeSign(hashOf(algorithm), data, privateKey));
}

export const sha256 = (data: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(data).digest());
