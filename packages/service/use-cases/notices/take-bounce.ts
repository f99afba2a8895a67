import type { MailId } from '../../ports/register/records.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/** What another server reports of one of our mails (RFC 3464). */
export interface ReportedFailure {
  readonly mailId: MailId;
  /** Whom it did not reach. */
  readonly address: string;
  /** RFC 3463, like 5.1.1. */
  readonly status: string;
  readonly diagnostic: string | null;
}

/** There is no such mailbox, system or address (RFC 3463 3.2), and tomorrow there will not be either. */
const noSuchAddress = /^5\.1\.(1|2|3|6|10)$/;

/**
 * A mail that was taken has come back for good: it reached nobody, and its row says so (R27). Where the report says that
 * there is no such address, and it is still the user's, no further mail goes there until it is another one.
 * Anybody can write such a report: it counts only for a mail of ours, known by an identifier that only its reader has,
 * and to the address it went to. Taking it in again changes nothing.
 *
 * @returns false where it is about no mail of ours, or was taken in before
 */
export async function takeBounce(
  means: Pick<Means, 'register' | 'clock'>,
  { mailId, address, status, diagnostic }: ReportedFailure,
): Promise<boolean> {
  return means.register.change(async (tx) => {
    const mail = await tx.mails.get(mailId);
    const isOurs = mail?.address?.toLowerCase() === address.toLowerCase();
    if (!isOurs || mail?.state !== 'sent') return false;
    const answer = diagnostic === null ? status : `${status} ${diagnostic}`;
    await tx.mails.update({ ...mail, state: 'unreachable', reason: 'bounced', answer, letter: null });
    const user = await tx.users.get(mail.userId);
    const ends = noSuchAddress.test(status) && user?.mailAddress === mail.address && user?.mailBouncedAt === null;
    if (ends && user) await tx.users.update({ ...user, mailBouncedAt: means.clock.now() });
    const { certificateId, userId, occasion } = mail;
    const subject = { mailId, certificateId, userId, occasion, status, addressEnds: ends };
    await systemAuditOf(means, tx, mail.bankId)('mail-bounced', subject);
    return true;
  });
}
