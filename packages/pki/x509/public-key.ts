import { toBigInt } from '../der/octets.ts';
import { oids } from '../der/oids.ts';
import type { DerReader } from '../der/reader.ts';
import { readDer } from '../der/reader.ts';
import type { CurveName } from './curves.ts';
import { curves, isOnCurve } from './curves.ts';

/** SubjectPublicKeyInfo (RFC 5280 4.1.2.7) of a kind Koshin knows. */
export type SubjectPublicKeyInfo = EcPublicKey | RsaPublicKey;

export interface EcPublicKey {
  readonly der: Uint8Array<ArrayBuffer>;
  readonly kind: CurveName;
  /** Content of the BIT STRING: the uncompressed point, 0x04 x y (RFC 5480 2.2), which lies on the curve. */
  readonly keyBits: Uint8Array<ArrayBuffer>;
}

export interface RsaPublicKey {
  readonly der: Uint8Array<ArrayBuffer>;
  readonly kind: 'RSA';
  /** Content of the BIT STRING: RSAPublicKey in DER (RFC 3279 2.3.1). */
  readonly keyBits: Uint8Array<ArrayBuffer>;
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Length of the modulus in bits. */
  readonly bits: number;
}

/** An RSA key of 16,384 bits fits; longer ones only waste time. */
const maximumKeyBytes = 4_200;

/**
 * Reads SubjectPublicKeyInfo: P-256 and P-384 by named curve and uncompressed point on the curve, or RSA. Whether the
 * key is good enough is for `judgeKey`. Throws DerError.
 */
export function parsePublicKey(spkiDer: Uint8Array): SubjectPublicKeyInfo {
  return readDer(spkiDer, maximumKeyBytes, readPublicKey);
}

export function readPublicKey(reader: DerReader): SubjectPublicKeyInfo {
  const { der, value } = reader.captured(() =>
    reader.sequence('SubjectPublicKeyInfo', (spki) => {
      const algorithm = spki.sequence('public key algorithm', readKeyAlgorithm);
      return algorithm === 'RSA' ? readRsaKey(spki) : readPoint(spki, algorithm);
    }),
  );
  return { der, ...value };
}

function readKeyAlgorithm(algorithm: DerReader): CurveName | 'RSA' {
  const oid = algorithm.oid('public key algorithm');
  if (oid === oids.rsaEncryption) {
    algorithm.null('parameters of rsaEncryption');
    return 'RSA';
  }
  if (oid !== oids.ecPublicKey) return algorithm.refuse('id-ecPublicKey or rsaEncryption', oid);
  const curve = algorithm.oid('namedCurve');
  if (curve === oids.prime256v1) return 'P-256';
  if (curve === oids.secp384r1) return 'P-384';
  return algorithm.refuse('the curve P-256 or P-384', curve);
}

function readPoint(spki: DerReader, kind: CurveName): Omit<EcPublicKey, 'der'> {
  const keyBits = spki.octetBits('subjectPublicKey');
  const size = 1 + 2 * curves[kind].coordinateBytes;
  if (keyBits.length !== size || keyBits[0] !== 4) {
    spki.refuse(`an uncompressed point of ${size} octets`, `${keyBits.length} octets`);
  }
  if (!isOnCurve(kind, keyBits)) spki.refuse(`a point on ${kind}`, 'another point');
  return { kind, keyBits };
}

function readRsaKey(spki: DerReader): Omit<RsaPublicKey, 'der'> {
  const { der, value } = spki.bitsHolding('subjectPublicKey', (content) =>
    content.captured(() =>
      content.sequence('RSAPublicKey', (key) => ({
        modulus: toBigInt(key.unsigned('modulus')),
        exponent: toBigInt(key.unsigned('publicExponent')),
      })),
    ),
  );
  return { kind: 'RSA', keyBits: der, ...value, bits: value.modulus.toString(2).length };
}
