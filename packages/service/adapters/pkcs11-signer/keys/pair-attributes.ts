import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { attribute, keyType, objectClass } from '@koshin/cryptoki/constants.ts';
import type { Attribute } from '@koshin/cryptoki/cryptoki.ts';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { encode, octetString } from '@koshin/pki/der/writer.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';

/** What makes two objects of a token this pair of keys; their names and what may be done with them is said elsewhere. */
export interface PairAttributes {
  readonly privateKey: readonly Attribute[];
  readonly publicKey: readonly Attribute[];
}

/**
 * The pair of a PrivateKeyInfo (RFC 5958 2) as attributes of PKCS#11. Throws RangeError for what is none, and for a key
 * that no CA may have.
 */
export function pairAttributesOf(pkcs8: Uint8Array): PairAttributes {
  const key = read(pkcs8);
  const jwk = key.export({ format: 'jwk' });
  return key.asymmetricKeyType === 'rsa' ? rsaPair(key, jwk) : ecPair(key, jwk);
}

function read(pkcs8: Uint8Array): KeyObject {
  const copy = Buffer.from(pkcs8);
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: copy, format: 'der', type: 'pkcs8' });
  } catch {
    throw new RangeError('expected a private key in PKCS#8');
  } finally {
    copy.fill(0);
  }
  return key;
}

function rsaPair(key: KeyObject, jwk: JsonWebKey): PairAttributes {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < 3072) throw new RangeError(`expected an RSA key of 3072 bits or more, got ${bits}`);
  const modulusAndExponent: readonly Attribute[] = [
    [attribute.keyType, keyType.rsa],
    [attribute.modulus, octets(jwk.n)],
    [attribute.publicExponent, octets(jwk.e)],
  ];
  return {
    publicKey: [[attribute.class, objectClass.publicKey], ...modulusAndExponent],
    privateKey: [
      [attribute.class, objectClass.privateKey],
      ...modulusAndExponent,
      [attribute.privateExponent, octets(jwk.d)],
      [attribute.prime1, octets(jwk.p)],
      [attribute.prime2, octets(jwk.q)],
      [attribute.exponent1, octets(jwk.dp)],
      [attribute.exponent2, octets(jwk.dq)],
      [attribute.coefficient, octets(jwk.qi)],
    ],
  };
}

function ecPair(key: KeyObject, jwk: JsonWebKey): PairAttributes {
  const oid = jwk.crv === 'P-256' ? oids.prime256v1 : jwk.crv === 'P-384' ? oids.secp384r1 : null;
  if (oid === null) throw new RangeError(`expected a key of P-256, P-384 or RSA, got ${key.asymmetricKeyType}`);
  const { keyBits } = parsePublicKey(new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' })));
  const curve: readonly Attribute[] = [
    [attribute.keyType, keyType.ec],
    [attribute.ecParams, encodeOid(oid)],
  ];
  return {
    publicKey: [[attribute.class, objectClass.publicKey], ...curve, [attribute.ecPoint, encode(octetString(keyBits))]],
    privateKey: [[attribute.class, objectClass.privateKey], ...curve, [attribute.value, octets(jwk.d)]],
  };
}

function octets(base64url: string | undefined): Uint8Array {
  return new Uint8Array(Buffer.from(base64url ?? '', 'base64url'));
}
