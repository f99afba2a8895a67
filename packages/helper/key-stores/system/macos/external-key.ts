import { encodeOid, oids } from '@koshin/pki/der/oids.ts';
import { parsePublicKey } from '@koshin/pki/x509/public-key.ts';
import { ecPublicKeyInfo, rsaPublicKeyInfoOf } from '../../public-key-info.ts';
import { ProgramFailed } from '../run-program.ts';

const pointBytes = 65;

/**
 * SubjectPublicKeyInfo of a public key as `SecKeyCopyExternalRepresentation` gives it: the point of P-256 (ANSI X9.63), or
 * RSAPublicKey (PKCS#1). Throws ProgramFailed `garbled`.
 */
export function publicKeyOfExternal(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  const isPoint = octets.length === pointBytes && octets[0] === 4;
  try {
    const der = isPoint ? ecPublicKeyInfo(encodeOid(oids.prime256v1), octets) : rsaPublicKeyInfoOf(octets);
    return parsePublicKey(der).der;
  } catch {
    throw new ProgramFailed('garbled', 'not the public key of a kind that was asked for');
  }
}
