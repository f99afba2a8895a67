import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Mail, MailId } from '../../ports/register/records.ts';
import { type BankActor, bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/**
 * A bank has a mail tried again that reached nobody, as when the address has been put right: at once, and as if for the
 * first time, under the Message-ID that it had. What it says is judged and written anew. One that waits already is tried
 * now. Refuses `not-found`, and `mail-not-resendable` for one that was sent, or that is not to be sent.
 */
export async function resendMail(
  means: Means,
  { mailId, by }: { readonly mailId: MailId; readonly by: Omit<BankActor, 'bankId'> },
): Promise<Mail> {
  return means.register.change(async (tx) => {
    const mail = await tx.mails.get(mailId);
    if (!mail) throw refused('not-found', { mail: mailId });
    const { state } = mail;
    if (state !== 'unreachable' && state !== 'waiting') throw refused('mail-not-resendable', { state });
    const now = means.clock.now();
    const again = { ...mail, state: 'waiting', reason: null, nextTryAt: now, firstTryAt: null } as const;
    await tx.mails.update(again);
    const { certificateId, userId, occasion } = mail;
    await bankAuditOf(means, tx, { ...by, bankId: mail.bankId })('mail-resent', {
      mailId,
      certificateId,
      userId,
      occasion,
    });
    return { ...again, version: again.version + 1 };
  });
}
