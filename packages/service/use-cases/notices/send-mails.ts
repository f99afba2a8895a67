import { type Instant, instant, minutes, plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { longestTry, type MailReason, nextTryAt } from '@koshin/lifecycle/notices/mail-outcome.ts';
import { expiryEvent } from '../../letters/expiry-event.ts';
import type { CertificateLetter } from '../../letters/facts.ts';
import { writeLetter } from '../../letters/write-letter.ts';
import type { Letter, Mailer, MailOutcome } from '../../ports/mailer.ts';
import type { Mail, User } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { contentOf } from './letter-of-mail.ts';

type Sending = Pick<Means, 'register' | 'clock'> & { readonly mailer: Mailer };

/** How many letters are under way at once: enough that those which stall leave room for the others. */
const width = 100;

/** With room for writing down how a try ended: what has not by then was broken off, and another node may take it up. */
const lease = seconds(longestTry + minutes(2));

/** How many mails of this run ended so; `later`: they are tried again. */
export type Sent = { readonly [State in 'sent' | 'skipped' | 'suppressed' | 'unreachable' | 'later']: number };

/**
 * Sends what is waiting and whose time has come, until nothing of the kind is left. Each mail stands for itself: what one
 * address or server does to it holds up no other. Safe on several nodes at once; broken off anywhere, a mail is sent
 * again only as the very same letter (lifecycle, invariant 3).
 *
 * Where this process sends no mails, they wait.
 *
 * @param ending once it is aborted no further mail is begun
 */
export async function sendMails(
  { mailer, ...others }: Pick<Means, 'register' | 'clock' | 'mailer'>,
  ending: AbortSignal | null = null,
): Promise<Sent> {
  const counted = { sent: 0, skipped: 0, suppressed: 0, unreachable: 0, later: 0 };
  if (mailer === null) return counted;
  const means: Sending = { ...others, mailer };
  const underWay = new Set<Promise<void>>();
  for (;;) {
    const room = ending?.aborted ? 0 : width - underWay.size;
    const claimed = room > 0 ? await claimMails(means, room) : [];
    for (const { mail, letter } of claimed) {
      if (letter === null) {
        counted[mail.state === 'waiting' || mail.state === 'sent' ? 'later' : mail.state] += 1;
        continue;
      }
      const sending = sendOne(means, mail, letter)
        .then((state) => {
          counted[state] += 1;
        })
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    if (underWay.size === 0 && claimed.length === 0) return counted;
    if (underWay.size > 0 && (claimed.length < room || room === 0)) await Promise.race(underWay);
  }
}

interface Claimed {
  readonly mail: Mail;
  /** Null: it is not sent, and its row says why. */
  readonly letter: Letter | null;
}

/** Takes waiting mails, judges each anew, and writes down what it is going to say before anybody is told. */
async function claimMails(means: Sending, limit: number): Promise<readonly Claimed[]> {
  const now = means.clock.now();
  return means.register.change(async (tx) => {
    const claimed: Claimed[] = [];
    for (const mail of await tx.mails.claim({ now, until: plusSeconds(now, lease), limit })) {
      const prepared = await prepare(means, tx, mail, now);
      await tx.mails.update(prepared.mail);
      claimed.push({ ...prepared, mail: { ...prepared.mail, version: prepared.mail.version + 1 } });
    }
    return claimed;
  });
}

async function prepare({ mailer }: Sending, tx: RegisterTransaction, mail: Mail, now: Instant): Promise<Claimed> {
  const end = (state: 'skipped' | 'suppressed' | 'unreachable', reason: MailReason) => ({
    mail: { ...mail, state, reason, letter: null },
    letter: null,
  });
  // 1. Whom, and from whom.
  const [bank, reader] = [await tx.banks.get(mail.bankId), await tx.users.get(mail.userId)];
  const sender = mailer.senderOf(mail.bankId);
  if (!bank || !reader || !sender) return end('unreachable', 'no-sender');
  // 2. What, if it is still the right thing to say.
  const content = await contentOf(tx, { mail, bank, reader, signed: sender.signed, now });
  if (content === null) return end('suppressed', 'user-closed');
  if (content.kind !== 'letter') return end(content.kind, content.reason);
  if (reader.mailAddress === null) return end('unreachable', 'no-address');
  if (reader.mailBouncedAt !== null) return end('unreachable', 'address-bounced');
  // 3. The letter of a try whose end nobody knows is sent again as it was.
  const letter =
    mail.letter === null ? newLetter(mail, { reader, sender, facts: content.facts, now }) : letterFrom(mail);
  const { tries, firstTryAt } = mail;
  const trying = { tries: tries + 1, firstTryAt: firstTryAt ?? now, address: letter.to, letter: frozen(letter) };
  return { mail: { ...mail, ...trying }, letter };
}

function newLetter(
  mail: Mail,
  {
    reader,
    sender,
    facts,
    now,
  }: {
    readonly reader: User;
    readonly sender: NonNullable<ReturnType<Mailer['senderOf']>>;
    readonly facts: CertificateLetter;
    readonly now: Instant;
  },
): Letter {
  const { language, bank, certificate, noticeNumber } = facts;
  const event = {
    ...{ language, bank, noticeNumber, expiryDate: certificate.expiryDate, stamp: now, sequence: 0 },
    ...{ uid: `${mail.subjectId}@${sender.domain}`, organizer: sender.address },
  };
  return {
    messageId: `${mail.id}@${sender.domain}`,
    date: now,
    bankId: mail.bankId,
    to: reader.mailAddress ?? '',
    language,
    ...writeLetter(facts),
    calendar: facts.calendarAttached ? expiryEvent(event) : null,
  };
}

/** As the register keeps it while a try is under way. */
function frozen(letter: Letter): NonNullable<Mail['letter']> {
  return { ...letter };
}

function letterFrom({ letter, bankId }: Mail): Letter {
  const text = (key: string): string => String(letter?.[key] ?? '');
  return {
    messageId: text('messageId'),
    date: instant(Number(letter?.date)),
    bankId,
    to: text('to'),
    language: letter?.language === 'en' ? 'en' : 'ja',
    subject: text('subject'),
    text: text('text'),
    html: text('html'),
    calendar: letter?.calendar === null ? null : text('calendar'),
  };
}

/** Hands one letter over, and writes down what became of it. */
async function sendOne(means: Sending, mail: Mail, letter: Letter): Promise<'sent' | 'unreachable' | 'later'> {
  const outcome = await means.mailer.send(letter);
  const after = afterTry(mail, outcome, means.clock.now());
  await means.register.change(async (tx) => {
    // Whoever took it up meanwhile, as this try took too long, has the last word: he sends the same letter.
    const now = await tx.mails.get(mail.id);
    if (now?.version !== mail.version) return;
    await tx.mails.update(after);
    if (after.state === 'waiting') return;
    const { id: mailId, certificateId, occasion, userId, tries } = after;
    const act = after.state === 'sent' ? 'mail-sent' : 'mail-not-sent';
    const subject = { mailId, certificateId, occasion, userId, tries, reason: after.reason };
    await systemAuditOf(means, tx, mail.bankId)(act, subject);
  });
  return after.state === 'waiting' ? 'later' : after.state === 'sent' ? 'sent' : 'unreachable';
}

/** The mail after a try with this outcome. */
function afterTry(mail: Mail, outcome: MailOutcome, now: Instant): Mail {
  const { answer } = outcome;
  if (outcome.kind === 'accepted') return { ...mail, state: 'sent', answer, sentAt: now, letter: null };
  if (outcome.kind === 'refused') return { ...mail, state: 'unreachable', reason: 'refused', answer, letter: null };
  const next = nextTryAt({ tries: mail.tries, firstTryAt: mail.firstTryAt ?? now, now });
  if (next === null) return { ...mail, state: 'unreachable', reason: 'given-up', answer, letter: null };
  // Certainly not taken: the next try may say what is right by then. Otherwise only the same may be said again.
  return { ...mail, nextTryAt: next, answer, letter: outcome.kind === 'unclear' ? mail.letter : null };
}
