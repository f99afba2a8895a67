import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Mail, MailId } from '../../ports/register/records.ts';
import { type BankActor, bankAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/**
 * A bank has a mail tried again that reached nobody, as when the address has been put right: at once, as if for the first
 * time, under the Message-ID that it had, and also where mails had come back from that address. What it says is judged
 * and written anew, but where a server may have taken it before: then it is the same letter. Refuses `not-found`, and
 * `mail-not-resendable` for one that was sent, that is not to be sent, or whose try is under way.
 */
export async function resendMail(
  means: Means,
  { mailId, by }: { readonly mailId: MailId; readonly by: Omit<BankActor, 'bankId'> },
): Promise<Mail> {
  return means.register.change(async (tx) => {
    const mail = await tx.mails.get(mailId);
    if (!mail) throw refused('not-found', { mail: mailId });
    const { state, userId, certificateId, occasion } = mail;
    const isIdle = state === 'waiting' && mail.letter === null;
    if (state !== 'unreachable' && !isIdle) throw refused('mail-not-resendable', { state });
    const again = { state: 'waiting', reason: null, nextTryAt: means.clock.now(), tries: 0, firstTryAt: null } as const;
    await tx.mails.update({ ...mail, ...again });
    const user = await tx.users.get(userId);
    if (user && user.mailBouncedAt !== null) await tx.users.update({ ...user, mailBouncedAt: null });
    const subject = { mailId, certificateId, userId, occasion };
    await bankAuditOf(means, tx, { ...by, bankId: mail.bankId })('mail-resent', subject);
    return { ...mail, ...again, version: mail.version + 1 };
  });
}
