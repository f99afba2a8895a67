import { encodeOid, oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import { encode, nullValue, sequence } from '../der/writer.ts';

/** The signatures Koshin makes and accepts, by the names of RFC 5758 and RFC 4055. */
export const signatureAlgorithms = [
  'ecdsa-with-SHA256',
  'ecdsa-with-SHA384',
  'sha256WithRSAEncryption',
  'sha384WithRSAEncryption',
] as const;

export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/**
 * Whether `signature` is one over `data` by the holder of the key. `publicKey` is a SubjectPublicKeyInfo in DER, parsed
 * and of the algorithm's kind; `signature` is what X.509 carries (DER of ECDSA-Sig-Value, or the RSA octets).
 * A signature that does not verify is `false`, never an error.
 */
export type VerifySignature = (input: {
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}) => boolean | Promise<boolean>;

interface Facts {
  readonly keyKind: 'EC' | 'RSA';
  readonly hash: 'SHA-256' | 'SHA-384';
  readonly oid: string;
  readonly der: Uint8Array<ArrayBuffer>;
}

/** RFC 5758 3.2: no parameters with ECDSA. RFC 4055 5: NULL parameters with RSA. */
function facts(keyKind: Facts['keyKind'], hash: Facts['hash'], oid: string): Facts {
  const parameters = keyKind === 'RSA' ? [nullValue] : [];
  return { keyKind, hash, oid, der: encode(sequence(encodeOid(oid), ...parameters)) };
}

const factsOf: Readonly<Record<SignatureAlgorithm, Facts>> = {
  'ecdsa-with-SHA256': facts('EC', 'SHA-256', oids.ecdsaWithSha256),
  'ecdsa-with-SHA384': facts('EC', 'SHA-384', oids.ecdsaWithSha384),
  sha256WithRSAEncryption: facts('RSA', 'SHA-256', oids.sha256WithRsaEncryption),
  sha384WithRSAEncryption: facts('RSA', 'SHA-384', oids.sha384WithRsaEncryption),
};

/** What sort of key makes this signature. */
export const keyKindOf = (algorithm: SignatureAlgorithm): 'EC' | 'RSA' => factsOf[algorithm].keyKind;

/** The digest this signature is made over. */
export const hashOf = (algorithm: SignatureAlgorithm): 'SHA-256' | 'SHA-384' => factsOf[algorithm].hash;

/** AlgorithmIdentifier (RFC 5280 4.1.1.2) in DER. The array is shared: do not write into it. */
export const encodeSignatureAlgorithm = (algorithm: SignatureAlgorithm): Uint8Array<ArrayBuffer> =>
  factsOf[algorithm].der;

/** Reads an AlgorithmIdentifier; refuses other algorithms, SHA-1 among them, and wrong parameters. */
export function readSignatureAlgorithm(reader: DerReader, what: string): SignatureAlgorithm {
  return reader.sequence(what, (content) => {
    const oid = content.oid(what);
    const algorithm = signatureAlgorithms.find((name) => factsOf[name].oid === oid);
    if (algorithm === undefined) return content.refuse(signatureAlgorithms.join(' or '), oid);
    if (factsOf[algorithm].keyKind === 'RSA') content.null(`parameters of ${algorithm}`);
    return algorithm;
  });
}

/** The same from its own octets. Throws DerError. */
export function parseSignatureAlgorithm(der: Uint8Array): SignatureAlgorithm {
  return readDer(der, 64, (reader) => readSignatureAlgorithm(reader, 'AlgorithmIdentifier'));
}
