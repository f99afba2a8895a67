import type { MailState } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, CertificateId, Mail, MailId } from '../../ports/register/records.ts';
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

const pageSize = 200;

/** All mails about one certificate, in the order in which they are due. */
export async function mailsOfCertificate(
  { register }: Pick<Means, 'register'>,
  certificateId: CertificateId,
): Promise<readonly FoundMail[]> {
  return register.read(async (tx) => describeMails(tx, await tx.mails.ofCertificate(certificateId)));
}

/** A bank's mails in these states, the last due first (R27), page by page. Refuses `not-found` for an unknown bank. */
export async function* mailsInState(
  means: Pick<Means, 'register'>,
  { bankId, states }: { readonly bankId: BankId; readonly states: readonly MailState[] },
): AsyncGenerator<readonly FoundMail[]> {
  let after: MailId | null = null;
  do {
    const page: MailPage = await pageOfMails(means, { bankId, states, after, limit: pageSize });
    if (page.mails.length > 0) yield page.mails;
    after = page.next;
  } while (after !== null);
}

export interface MailPage {
  readonly mails: readonly FoundMail[];
  /** After which the next page comes; null: this was the last. */
  readonly next: MailId | null;
}

/**
 * Some of a bank's mails in these states, the last due first, behind the one that ended the page before.
 * Refuses `not-found` for an unknown bank, and where that mail is none of the bank's.
 */
export async function pageOfMails(
  { register }: Pick<Means, 'register'>,
  asked: {
    readonly bankId: BankId;
    readonly states: readonly MailState[];
    readonly after: MailId | null;
    readonly limit: number;
  },
): Promise<MailPage> {
  const { bankId, states, limit } = asked;
  return register.read(async (tx) => {
    if (!(await tx.banks.get(bankId))) throw refused('not-found', { bank: bankId });
    const after = asked.after === null ? null : await tx.mails.get(asked.after);
    if (asked.after !== null && after?.bankId !== bankId) throw refused('not-found', { mail: asked.after });
    const mails = await describeMails(tx, await tx.mails.list({ bankId, states, after, limit }));
    const last = mails.at(-1)?.mail.id ?? null;
    return { mails, next: mails.length < limit ? null : last };
  });
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
