import { certificateStatus, isUsable } from '@koshin/lifecycle/certificates/status.ts';
import type { Acquisition, Bank, CertificateRecord } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';

/** What has become of the certificate that a code gave. */
export type CertificateOfCode =
  /** The code was not used. */
  | { readonly standing: 'none'; readonly certificate: null }
  /** Its intent is recorded. */
  | { readonly standing: 'requested'; readonly certificate: null }
  /** It waits for its first use; has been used; can be used no more without ever having been. */
  | { readonly standing: 'issued' | 'proven' | 'ended'; readonly certificate: CertificateRecord };

export async function certificateOfCode(
  { clock }: Pick<Means, 'clock'>,
  tx: RegisterView,
  { acquisition, bank }: { readonly acquisition: Pick<Acquisition, 'used'>; readonly bank: Pick<Bank, 'policy'> },
): Promise<CertificateOfCode> {
  if (acquisition.used === null) return { standing: 'none', certificate: null };
  const intent = await tx.intents.byKeyDigest(acquisition.used.keyDigest);
  const certificate = intent && (await tx.certificates.get(intent.certificateId));
  if (!certificate) return { standing: 'requested', certificate: null };
  if (certificate.activatedAt !== null) return { standing: 'proven', certificate };
  const usable = isUsable(certificateStatus(certificate, clock.now(), bank.policy.zone));
  const issuer = await tx.issuers.get(certificate.issuerId);
  return { standing: usable && !issuer?.revocation ? 'issued' : 'ended', certificate };
}
