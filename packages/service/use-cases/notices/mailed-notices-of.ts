import { type CalendarDay, dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { hasTwin, mailedNoticesSince } from '@koshin/lifecycle/notices/mailed-notice.ts';
import { noticeNumber, noticeSubject } from '@koshin/lifecycle/notices/notice-number.ts';
import type { Block } from '../../letters/document.ts';
import type { Language, Text } from '../../letters/text.ts';
import { writeTwin } from '../../letters/write-letter.ts';
import type { Mail } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Actor } from '../actor.ts';
import type { Means } from '../means.ts';
import { isConfirmedAct } from './confirm-by-mail.ts';
import { factsOfMail, judgeMail } from './letter-of-mail.ts';

/** The twin of a mail about what was done or has happened, without its words. */
export interface MailedNoticeFacts {
  readonly kind: 'mailed';
  readonly noticeNo: string;
  readonly publishedAt: Instant;
  readonly publishedDate: CalendarDay;
  readonly read: boolean;
  readonly mail: Mail;
}

/** Its words, in both languages, whichever the mail was in. */
export interface MailedLetter {
  readonly subject: Text;
  readonly body: Readonly<Record<Language, readonly Block[]>>;
}

type Reader = Pick<Actor, 'user' | 'bank'>;

/**
 * What this user was told or is about to be told by mail, the newest first (screens 3, R27): each under the number that the
 * mail bears, also where no mail has reached him. Mails before the expiry date are not among them, their twin is the
 * renewal notice. Costs two look-ups, and a few more for each mail that still waits.
 */
export async function mailedNoticesOf(
  means: Pick<Means, 'clock'>,
  tx: RegisterView,
  { user, bank }: Reader,
): Promise<readonly MailedNoticeFacts[]> {
  const { zone } = bank.policy;
  const since = mailedNoticesSince(means.clock.now(), zone);
  const read = new Set((await tx.notices.receiptsOf(user.id)).map(({ noticeNo }) => noticeNo));
  const notices: MailedNoticeFacts[] = [];
  for (const mail of await tx.mails.ofUser({ userId: user.id, since })) {
    const subject = noticeSubject(mail.occasion);
    if (subject === 'renewal' || mail.certificateId === null) continue;
    if (!(await isToBeTold(means, tx, { user, bank }, mail))) continue;
    const noticeNo = noticeNumber(mail.subjectId, subject);
    const publishedDate = dayOf(mail.dueAt, zone);
    const publishedAt = mail.dueAt;
    notices.push({ kind: 'mailed', noticeNo, publishedAt, publishedDate, read: read.has(noticeNo), mail });
  }
  return notices;
}

/** What still waits is judged as it will be before it is sent. */
async function isToBeTold({ clock }: Pick<Means, 'clock'>, tx: RegisterView, { user, bank }: Reader, mail: Mail) {
  if (mail.state !== 'waiting' || mail.writtenAt !== null) return hasTwin(mail);
  const judged = await judgeMail(tx, { mail, bank, reader: user, now: clock.now() });
  if (judged.kind === 'right') return true;
  return judged.kind !== 'not-yet' && hasTwin({ state: judged.kind, reason: judged.reason, writtenAt: null });
}

/**
 * In the very words of the mail: said of things as they stood when that was written, so that the two never contradict each
 * other. Where none was written, as things stand now.
 */
export async function mailedLetterOf(
  { clock }: Pick<Means, 'clock'>,
  tx: RegisterView,
  { user, bank }: Reader,
  { mail }: Pick<MailedNoticeFacts, 'mail'>,
): Promise<MailedLetter> {
  const envelope = { mail, bank, reader: user, signed: false, now: mail.writtenAt ?? clock.now() };
  const facts = await factsOfMail(tx, envelope, isConfirmedAct(mail.occasion) ? mail.occasion : 'expired');
  const [ja, en] = [writeTwin({ ...facts, language: 'ja' }), writeTwin({ ...facts, language: 'en' })];
  return { subject: { ja: ja.subject, en: en.subject }, body: { ja: ja.blocks, en: en.blocks } };
}
