import { encodeOid, oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import { bitString, constructed, encode, sequence, setOf, smallInteger } from '../der/writer.ts';
import type { Name } from '../x509/name.ts';
import { readName } from '../x509/name.ts';
import type { SubjectPublicKeyInfo } from '../x509/public-key.ts';
import { readPublicKey } from '../x509/public-key.ts';
import type { SignatureAlgorithm } from '../x509/signature-algorithms.ts';
import { encodeSignatureAlgorithm, readSignatureAlgorithm } from '../x509/signature-algorithms.ts';
import type { RequestAttributes } from './attributes.ts';
import { readAttributes } from './attributes.ts';

/** A certification request (RFC 2986 4.2), read strictly. That its signature is right is for `verifyProofOfPossession`. */
export interface CertificationRequest extends RequestAttributes {
  readonly der: Uint8Array<ArrayBuffer>;
  /** CertificationRequestInfo: the octets that are signed. */
  readonly info: Uint8Array<ArrayBuffer>;
  /** What the requester calls himself; may be empty, and is never what gets certified. */
  readonly subject: Name;
  readonly publicKey: SubjectPublicKeyInfo;
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** DER of ECDSA-Sig-Value, or the RSA octets. */
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** A request with the longest key and signature we read, and attributes, fits. */
export const maximumRequestBytes = 16_384;

/** Reads a PKCS#10 request in DER, at most `maximumRequestBytes` long. Throws DerError, which says where. */
export function parseCertificationRequest(der: Uint8Array): CertificationRequest {
  return readDer(der, maximumRequestBytes, (reader) => {
    const { der: whole, value } = reader.captured(() =>
      reader.sequence('CertificationRequest', (content) => {
        const { der: info, value: fields } = content.captured(() =>
          content.sequence('CertificationRequestInfo', readInfo),
        );
        const signatureAlgorithm = readSignatureAlgorithm(content, 'signatureAlgorithm');
        return { info, ...fields, signatureAlgorithm, signature: content.octetBits('signature') };
      }),
    );
    return { der: whole, ...value };
  });
}

function readInfo(info: DerReader) {
  info.smallInteger('version', 0);
  return { subject: readName(info, 'subject'), publicKey: readPublicKey(info), ...readAttributes(info) };
}

const version0 = encode(smallInteger(0));

/** CertificationRequestInfo in DER: what a new key's holder signs. */
export function buildCertificationRequestInfo(fields: {
  /** Name in DER. */
  readonly subject: Uint8Array;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /** Extensions that are asked for (RFC 2985 5.4.2), each in DER; none: no attribute. */
  readonly extensions?: readonly Uint8Array[];
}): Uint8Array<ArrayBuffer> {
  const { extensions = [] } = fields;
  const asked = sequence(encodeOid(oids.extensionRequest), setOf(sequence(...extensions)));
  const attributes = extensions.length === 0 ? constructed(0) : constructed(0, asked);
  return encode(sequence(version0, fields.subject, fields.publicKey, attributes));
}

/** The request of its info and the signature over it, in the form X.509 carries. */
export function assembleCertificationRequest(
  info: Uint8Array,
  signatureAlgorithm: SignatureAlgorithm,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return encode(sequence(info, encodeSignatureAlgorithm(signatureAlgorithm), bitString(signature)));
}
