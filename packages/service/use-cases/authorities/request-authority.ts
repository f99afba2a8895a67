import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { acceptCertificationRequest } from '@koshin/pki/pkcs10/accept-request.ts';
import { assembleCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import type { BankId } from '../../ports/register/records.ts';
import type { KeyKind } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { ensureKey } from './ensure-key.ts';
import { nameOfGeneration, nextOf } from './name-of-generation.ts';

export interface AuthorityToRequest {
  readonly bankId: BankId;
  /** Null: `<bank>-g<generation>`. */
  readonly keyName: string | null;
  readonly keyKind: KeyKind;
  /** Null: the bank's name, 法人認証局 and the generation. */
  readonly commonName: string | null;
}

export interface RequestedAuthority {
  readonly keyName: string;
  /** False: it was there, as when the request was lost and is asked for again. */
  readonly keyMade: boolean;
  /** PKCS#10 (RFC 2986) in DER. */
  readonly request: Uint8Array<ArrayBuffer>;
}

/**
 * Makes the key of a bank's next issuing CA in the service's own signer, and the request that its root answers elsewhere;
 * the certificate comes back by `importAuthority`. Asked again it is the same key. Refuses `not-found` for the bank,
 * `issuer-exists` for a key that is a registered CA's, and `key-too-weak` {rule}.
 */
export async function requestAuthority(means: Means, asked: AuthorityToRequest): Promise<RequestedAuthority> {
  const { signer } = means;
  // 1. Whose, and which.
  const { bank, generations, issuers } = await means.register.read(async (tx) => ({
    bank: await tx.banks.get(asked.bankId),
    generations: await tx.issuers.ofBank(asked.bankId),
    issuers: await tx.issuers.all(),
  }));
  if (!bank) throw refused('not-found', { bank: asked.bankId });
  const { keyName, subject } = nameOfGeneration(bank, nextOf(generations), asked);
  const taken = issuers.find((one) => one.keyName === keyName);
  if (taken) throw refused('issuer-exists', { keyName, issuerId: taken.id });
  // 2. Its key, and that it was made.
  const { publicKey, made } = await ensureKey(signer, { keyName, kind: asked.keyKind });
  const keyDigest = digestOf(means, publicKey);
  await means.register.change((tx) =>
    systemAuditOf(means, tx, bank.id)('issuer-requested', { keyName, keyDigest, keyMade: made }),
  );
  // 3. The request.
  const signatureAlgorithm = await signer.algorithmOf(keyName);
  const accepted = acceptCertificationRequest({ subject, publicKey, signatureAlgorithm });
  if (!accepted.accepted) throw refused('key-too-weak', { rule: accepted.rule });
  const signature = await signer.sign({ keyName, tbs: accepted });
  const request = assembleCertificationRequest(accepted.bytes, signatureAlgorithm, signature);
  return { keyName, keyMade: made, request };
}
