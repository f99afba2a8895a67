import { createHash } from 'node:crypto';
import { mechanism } from '@koshin/cryptoki/constants.ts';
import type { Handle } from '@koshin/cryptoki/cryptoki.ts';
import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { encode, nullValue, octetString, sequence } from '@koshin/pki/der/writer.ts';
import { ecdsaSignatureFromRaw } from '@koshin/pki/x509/ecdsa-signature.ts';
import type { Access } from './access.ts';

const sha256Info = sequence(encodeOid(oids.sha256), nullValue);

/** DER of ECDSA-Sig-Value (RFC 3279 2.2.3), over SHA-256. Throws CryptokiError. */
export async function signEcdsa(
  { cryptoki, session }: Access,
  key: Handle,
  octets: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const data = createHash('sha256').update(octets).digest();
  return ecdsaSignatureFromRaw(await cryptoki.sign(session, { mechanism: mechanism.ecdsa, key, data }));
}

/**
 * RSASSA-PKCS1-v1_5 over SHA-256: CKM_RSA_PKCS signs the DigestInfo (RFC 8017 9.2); a token without that does both
 * itself. Throws CryptokiError.
 */
export async function signRsa(
  { cryptoki, slot, session }: Access,
  key: Handle,
  octets: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!(await cryptoki.signsBy(slot, mechanism.rsaPkcs))) {
    return cryptoki.sign(session, { mechanism: mechanism.sha256RsaPkcs, key, data: octets });
  }
  const digest = createHash('sha256').update(octets).digest();
  const data = encode(sequence(sha256Info, octetString(digest)));
  return cryptoki.sign(session, { mechanism: mechanism.rsaPkcs, key, data });
}
