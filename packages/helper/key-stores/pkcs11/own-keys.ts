import { createHash } from 'node:crypto';
import { attribute, objectClass } from '@koshin/cryptoki/constants.ts';
import type { Handle } from '@koshin/cryptoki/cryptoki.ts';
import { answered } from '@koshin/cryptoki/cryptoki-error.ts';
import { toHex } from '@koshin/pki/der/octets.ts';
import type { Access } from './access.ts';
import { readPublicKeyOf } from './public-key.ts';
import { purposeOfLabel } from './purpose-label.ts';

/** A key that the helper made, as it stands in a store. */
export interface OwnKey {
  readonly handle: Handle;
  readonly purpose: string;
  /** CKA_ID, which ties public key and certificates to it. */
  readonly id: Uint8Array<ArrayBuffer>;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** SHA-256 of that, lower-case hex. */
  readonly keyDigest: string;
}

/** All keys of ours; of others' keys nothing but the label is read. Throws CryptokiError. */
export async function findOwnKeys(access: Access): Promise<readonly OwnKey[]> {
  const { cryptoki, session } = access;
  const keys: OwnKey[] = [];
  for (const handle of await cryptoki.find(session, [
    [attribute.class, objectClass.privateKey],
    [attribute.token, true],
  ])) {
    const key = await readOwnKey(access, handle);
    if (key !== null) keys.push(key);
  }
  return keys;
}

/** Null for a key of somebody else, and for one that went away since it was found. */
async function readOwnKey(access: Access, handle: Handle): Promise<OwnKey | null> {
  const { cryptoki, session } = access;
  try {
    const label = await cryptoki.read(session, handle, attribute.label);
    const purpose = purposeOfLabel(new TextDecoder().decode(label));
    if (purpose === null) return null;
    const described = await readPublicKeyOf(access, handle);
    if (described === null) return null;
    const id = await cryptoki.read(session, handle, attribute.id);
    return { handle, purpose, id, publicKey: described.der, keyDigest: sha256(described.der) };
  } catch (error) {
    if (answered(error, 'CKR_OBJECT_HANDLE_INVALID', 'CKR_ATTRIBUTE_TYPE_INVALID')) return null;
    throw error;
  }
}

/** Lower-case hex. */
export function sha256(octets: Uint8Array): string {
  return toHex(new Uint8Array(createHash('sha256').update(octets).digest()));
}
