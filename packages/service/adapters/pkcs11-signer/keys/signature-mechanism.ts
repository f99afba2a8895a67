import { createHash } from 'node:crypto';
import { mechanism } from '@koshin/cryptoki/constants.ts';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { encode, nullValue, octetString, sequence } from '@koshin/pki/der/writer.ts';
import { ecdsaSignatureFromRaw } from '@koshin/pki/x509/ecdsa-signature.ts';
import { hashOf, keyKindOf, type SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';

/** What the token is given to make one signature of X.509, and how its answer becomes one. */
export interface SigningPlan {
  readonly mechanism: number;
  readonly data: Uint8Array;
  readonly toX509: (answer: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}

const same = (answer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => answer;
const sha256 = sequence(encodeOid(oids.sha256), nullValue);

/**
 * Digests are made here, so that a list of a megabyte does not have to go to the token: CKM_ECDSA signs a digest, and
 * CKM_RSA_PKCS the DigestInfo of one (RFC 8017 9.2). A token without that (`rawRsa`) does both itself.
 */
export function planSignature(
  algorithm: SignatureAlgorithm,
  bytes: Uint8Array,
  { rawRsa }: { readonly rawRsa: boolean },
): SigningPlan {
  const digest = () => new Uint8Array(createHash(hashOf(algorithm)).update(bytes).digest());
  if (keyKindOf(algorithm) === 'EC') {
    return { mechanism: mechanism.ecdsa, data: digest(), toX509: ecdsaSignatureFromRaw };
  }
  if (algorithm !== 'sha256WithRSAEncryption') throw new RangeError(`no key of a CA signs by ${algorithm}`);
  return rawRsa
    ? { mechanism: mechanism.rsaPkcs, data: encode(sequence(sha256, octetString(digest()))), toX509: same }
    : { mechanism: mechanism.sha256RsaPkcs, data: bytes, toX509: same };
}
