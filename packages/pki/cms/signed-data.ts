import { encodeOid, oids } from '../der/oids.ts';
import { contextConstructed } from '../der/tags.ts';
import {
  constructed,
  encode,
  nullValue,
  octetString,
  sequence,
  setOf,
  smallInteger,
  unsignedInteger,
} from '../der/writer.ts';
import type { SignableBytes } from '../signing/signable.ts';
import type { Certificate } from '../x509/certificate.ts';
import { encodeSignatureAlgorithm, hashOf, keyKindOf } from '../x509/signature-algorithms.ts';
import { certificateSet } from './certificate-set.ts';

const version1 = encode(smallInteger(1));
/** The content is elsewhere: the message that this goes with. */
const detached = encode(sequence(encodeOid(oids.data)));
/** RFC 5754 2: parameters absent. */
const digestAlgorithms = {
  'SHA-256': encode(sequence(encodeOid(oids.sha256))),
  'SHA-384': encode(sequence(encodeOid(oids.sha384))),
} as const;
/** RFC 5754 3.2: every reader of RSA knows it; the digest stands beside it. */
const rsaEncryption = encode(sequence(encodeOid(oids.rsaEncryption), nullValue));

/**
 * SignedData (RFC 5652 5.1) over a message that goes with it, by one signer named by issuer and serial number, in DER.
 *
 * @param signer whose key made the signature
 * @param others certificates of the CAs above, DER each, in any order; one that comes twice stands there once
 */
export function encodeSignedData({
  accepted,
  signature,
  signer,
  others,
}: {
  readonly accepted: SignableBytes<'signed-attributes'>;
  readonly signature: Uint8Array;
  readonly signer: Certificate;
  readonly others: readonly Uint8Array[];
}): Uint8Array<ArrayBuffer> {
  const { signatureAlgorithm } = accepted;
  const digestAlgorithm = digestAlgorithms[hashOf(signatureAlgorithm)];
  const rsa = keyKindOf(signatureAlgorithm) === 'RSA';
  const signerInfo = sequence(
    version1,
    sequence(signer.issuer.der, unsignedInteger(signer.serialNumberBytes)),
    digestAlgorithm,
    asImplicit0(accepted.bytes),
    rsa ? rsaEncryption : encodeSignatureAlgorithm(signatureAlgorithm),
    octetString(signature),
  );
  const signedData = sequence(
    version1,
    setOf(digestAlgorithm),
    detached,
    certificateSet([signer.der, ...others]),
    setOf(signerInfo),
  );
  return encode(sequence(encodeOid(oids.signedData), constructed(0, signedData)));
}

/** They are signed as SET OF and written as [0] IMPLICIT (RFC 5652 5.4). */
function asImplicit0(attributes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  attributes[0] = contextConstructed(0);
  return attributes;
}
