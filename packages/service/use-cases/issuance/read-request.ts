import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { DerError } from '@koshin/pki/der/error.ts';
import { verifyProofOfPossession } from '@koshin/pki/pkcs10/proof-of-possession.ts';
import { type CertificationRequest, parseCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import { judgeKey } from '@koshin/pki/x509/key-strength.ts';
import type { SubjectPublicKeyInfo } from '@koshin/pki/x509/public-key.ts';
import { weakKeyEntry } from '@koshin/pki/x509/weak-key-list.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';

export interface RequestedKey {
  readonly publicKey: SubjectPublicKeyInfo;
  /** SHA-256 of the SubjectPublicKeyInfo, hex. */
  readonly keyDigest: string;
}

export interface ReadRequest extends RequestedKey {
  /** All that it says; nothing but the key is ever certified from here. */
  readonly request: CertificationRequest;
}

/**
 * Reads a certification request (RFC 2986). Of a client only its key is of interest: the subject comes from the register,
 * never from here. Refuses `csr-malformed` {offset}, `csr-signature-invalid`, `key-too-weak` {rule}.
 */
export async function readRequest(
  means: Pick<Means, 'mathematics' | 'weakKeys'>,
  der: Uint8Array,
  purpose: 'client' | 'ca' = 'client',
): Promise<ReadRequest> {
  const request = parse(der);
  if (!(await verifyProofOfPossession(request, means.mathematics.verify))) throw refused('csr-signature-invalid');
  const judged = judgeKey(request.publicKey, { purpose });
  if (!judged.strong) throw refused('key-too-weak', { rule: judged.rule });
  if (isListed(means, request.publicKey)) throw refused('key-too-weak', { rule: 'rsa-listed-as-weak' });
  return { request, publicKey: request.publicKey, keyDigest: digestOf(means, request.publicKey.der) };
}

function isListed({ weakKeys, mathematics }: Pick<Means, 'mathematics' | 'weakKeys'>, key: SubjectPublicKeyInfo) {
  return key.kind === 'RSA' && weakKeys.has(weakKeyEntry(key, mathematics.sha1));
}

function parse(der: Uint8Array): CertificationRequest {
  try {
    return parseCertificationRequest(der);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw refused('csr-malformed', { offset: error.offset }, { got: error.message });
  }
}
