import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, MailCertificate } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { isRevoked, type MailCertificateSource, sourceOf } from './mail-signer.ts';

export interface ListedMailCertificate {
  readonly certificate: MailCertificate;
  readonly source: MailCertificateSource;
  /** `unsigned`: decided upon, and its CA has not signed it yet. */
  readonly state: 'unsigned' | 'coming' | 'valid' | 'ended' | 'revoked';
}

/** A bank's certificates for mails, the newest first. Refuses `not-found` for the bank. */
export async function listMailCertificates(
  { register, clock }: Pick<Means, 'register' | 'clock'>,
  bankId: BankId,
): Promise<readonly ListedMailCertificate[]> {
  const now = clock.now();
  return register.read(async (tx) => {
    if (!(await tx.banks.get(bankId))) throw refused('not-found', { bank: bankId });
    const listed: ListedMailCertificate[] = [];
    for (const certificate of await tx.mailCertificates.ofBank(bankId)) {
      const revoked = await isRevoked(tx, certificate);
      listed.push({ certificate, source: sourceOf(certificate), state: revoked ? 'revoked' : stateOf(certificate) });
    }
    return listed;
  });

  function stateOf({ certificateDer, notBefore, notAfter }: MailCertificate) {
    if (now >= notAfter) return 'ended';
    if (certificateDer === null) return 'unsigned';
    return now < notBefore ? 'coming' : 'valid';
  }
}
