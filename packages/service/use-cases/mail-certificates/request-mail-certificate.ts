import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { acceptCertificationRequest } from '@koshin/pki/pkcs10/accept-request.ts';
import { assembleCertificationRequest } from '@koshin/pki/pkcs10/request.ts';
import { systemAuditOf } from '../audit.ts';
import { ensureKey } from '../authorities/ensure-key.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { type MailCertificateAsked, mailSubject } from './issue-mail-certificate.ts';

export interface RequestedMailCertificate {
  readonly keyName: string;
  /** False: it was there, as when the request was lost and is asked for again. */
  readonly keyMade: boolean;
  /** PKCS#10 (RFC 2986) in DER. */
  readonly request: Uint8Array<ArrayBuffer>;
}

/**
 * Makes a key in the service's own signer, and the request that a public CA for S/MIME answers; the certificate comes back
 * by `importMailCertificate`. Asked again before that it is the same key. Refuses `not-found` for the bank, `issuer-exists`
 * for a key that is a CA's, and `key-too-weak` {rule}.
 * @param asked its key name null: `<bank>-mail-request-<number>`
 */
export async function requestMailCertificate(
  means: Means,
  asked: MailCertificateAsked & { readonly keyName: string | null },
): Promise<RequestedMailCertificate> {
  const { signer } = means;
  // 1. Whose, and which.
  const { bank, known, issuers } = await means.register.read(async (tx) => ({
    bank: await tx.banks.get(asked.bankId),
    known: await tx.mailCertificates.ofBank(asked.bankId),
    issuers: await tx.issuers.all(),
  }));
  if (!bank) throw refused('not-found', { bank: asked.bankId });
  const keyName = asked.keyName ?? keyNameOfRequest(asked.bankId, known);
  const taken = issuers.find((one) => one.keyName === keyName);
  if (taken) throw refused('issuer-exists', { keyName, issuerId: taken.id });
  // 2. Its key, and that it was made.
  const { publicKey, made } = await ensureKey(signer, { keyName, kind: asked.keyKind });
  const keyDigest = digestOf(means, publicKey);
  await means.register.change((tx) =>
    systemAuditOf(means, tx, bank.id)('mail-key-requested', { keyName, keyDigest, keyMade: made }),
  );
  // 3. The request.
  const signatureAlgorithm = await signer.algorithmOf(keyName);
  const subject = mailSubject(bank);
  const accepted = acceptCertificationRequest({ subject, publicKey, signatureAlgorithm, address: asked.address });
  if (!accepted.accepted) throw refused('key-too-weak', { rule: accepted.rule });
  const signature = await signer.sign({ keyName, tbs: accepted });
  const request = assembleCertificationRequest(accepted.bytes, signatureAlgorithm, signature);
  return { keyName, keyMade: made, request };
}

/** The same until a certificate from elsewhere has come. */
export function keyNameOfRequest(bankId: string, known: readonly { readonly issuance: unknown }[]): string {
  return `${bankId}-mail-request-${known.filter(({ issuance }) => issuance === null).length + 1}`;
}
