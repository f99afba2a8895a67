import type { MailState } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, CertificateId, Mail } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';

/** A mail as the operator at the machine may see it: also whom it was for, and about which certificate. */
export interface FoundMail {
  readonly mail: Mail;
  readonly loginId: string;
  readonly companyName: string;
  /** Null for what is about no certificate. */
  readonly serial: string | null;
}

const page = 200;

/** All mails about one certificate, in the order in which they are due. */
export async function mailsOfCertificate(
  { register }: Pick<Means, 'register'>,
  certificateId: CertificateId,
): Promise<readonly FoundMail[]> {
  return register.read(async (tx) => describeMails(tx, await tx.mails.ofCertificate(certificateId)));
}

/** A bank's mails in these states, the last due first (R27), page by page. Refuses `not-found` for an unknown bank. */
export async function* mailsInState(
  { register }: Pick<Means, 'register'>,
  { bankId, states }: { readonly bankId: BankId; readonly states: readonly MailState[] },
): AsyncGenerator<readonly FoundMail[]> {
  if (!(await register.read((tx) => tx.banks.get(bankId)))) throw refused('not-found', { bank: bankId });
  let after: Mail | null = null;
  for (;;) {
    const place: Mail | null = after;
    const found: readonly FoundMail[] = await register.read(async (tx) =>
      describeMails(tx, await tx.mails.list({ bankId, states, after: place, limit: page })),
    );
    if (found.length > 0) yield found;
    after = found.at(-1)?.mail ?? null;
    if (after === null || found.length < page) return;
  }
}

/** Adds whose each of them is. */
export async function describeMails(tx: RegisterView, mails: readonly Mail[]): Promise<readonly FoundMail[]> {
  const found: FoundMail[] = [];
  for (const mail of mails) {
    const user = await tx.users.get(mail.userId);
    const contract = user && (await tx.contracts.get(user.contractId));
    const certificate = mail.certificateId && (await tx.certificates.get(mail.certificateId));
    found.push({
      mail,
      loginId: user?.loginId ?? '',
      companyName: contract?.companyName ?? '',
      serial: certificate ? certificate.serial : null,
    });
  }
  return found;
}
