import { createHash } from 'node:crypto';
import { attribute, keyType, objectClass } from '@koshin/cryptoki/constants.ts';
import type { Handle } from '@koshin/cryptoki/cryptoki.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { readDer } from '@koshin/pki/der/reader.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { ecPublicKeyInfo, rsaPublicKeyInfo } from '../public-key-info.ts';
import type { Access } from './access.ts';

export interface PublicKey {
  /** SubjectPublicKeyInfo in DER. */
  readonly der: Uint8Array<ArrayBuffer>;
  /**
   * SHA-1 of the EC point or of the RSA modulus: what NSS, too, takes for CKA_ID, so that a certificate that somebody else
   * brings in meets its key.
   */
  readonly naturalId: Uint8Array<ArrayBuffer>;
}

/**
 * The public part of a private key: of an RSA key it stands in itself, of an EC key in the public key with the same
 * CKA_ID, or else in the one of the same label to which this CKA_ID belongs by nature. Null for a key of another kind, or a
 * pair of which half is missing. Throws CryptokiError.
 */
export async function readPublicKeyOf(access: Access, privateKey: Handle): Promise<PublicKey | null> {
  const { cryptoki, session } = access;
  const kind = Buffer.from(await cryptoki.read(session, privateKey, attribute.keyType)).readUInt32LE();
  if (kind === keyType.rsa) return readRsa(access, privateKey);
  if (kind !== keyType.ec) return null;
  const id = await cryptoki.read(session, privateKey, attribute.id);
  const [publicKey] = await cryptoki.find(session, [
    [attribute.class, objectClass.publicKey],
    [attribute.id, id],
  ]);
  return publicKey === undefined ? findByNature(access, privateKey, id) : readEc(access, publicKey);
}

async function findByNature(access: Access, privateKey: Handle, id: Uint8Array): Promise<PublicKey | null> {
  const { cryptoki, session } = access;
  for (const publicKey of await cryptoki.find(session, [
    [attribute.class, objectClass.publicKey],
    [attribute.keyType, keyType.ec],
    [attribute.label, await cryptoki.read(session, privateKey, attribute.label)],
  ])) {
    const described = await readEc(access, publicKey);
    if (described !== null && Buffer.from(described.naturalId).equals(id)) return described;
  }
  return null;
}

export async function readRsa({ cryptoki, session }: Access, key: Handle): Promise<PublicKey> {
  const modulus = await cryptoki.read(session, key, attribute.modulus);
  const exponent = await cryptoki.read(session, key, attribute.publicExponent);
  return { der: rsaPublicKeyInfo(modulus, exponent), naturalId: sha1(modulus) };
}

/** Null for a point that is on no curve we know. */
export async function readEc({ cryptoki, session }: Access, publicKey: Handle): Promise<PublicKey | null> {
  const curve = await cryptoki.read(session, publicKey, attribute.ecParams);
  const point = bare(await cryptoki.read(session, publicKey, attribute.ecPoint));
  try {
    return { der: parsePublicKey(ecPublicKeyInfo(curve, point)).der, naturalId: sha1(point) };
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

/** CKA_EC_POINT is the point in an OCTET STRING (v2.40 curr, 2.3.3), but some modules leave that out. */
function bare(point: Uint8Array): Uint8Array {
  try {
    return readDer(point, 200, (reader) => reader.octetString('CKA_EC_POINT'));
  } catch (error) {
    if (error instanceof DerError) return point;
    throw error;
  }
}

function sha1(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha1').update(octets).digest());
}
