import { hours, type Instant, instant, minutes, plusSeconds, seconds } from '@koshin/lifecycle/calendar/instant.ts';
import { longestTry, type MailReason, nextTryAt, retryOfOurs } from '@koshin/lifecycle/notices/mail-outcome.ts';
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

/** As pino has it; never given an address. */
export type MailTrouble = (detail: { readonly mailId: string; readonly err: unknown }) => void;

/** How many letters are under way at once: enough that those which stall leave room for the others. */
const width = 100;

/** With room for writing down how a try ended: what has not by then was broken off, and another node may take it up. */
const lease = seconds(longestTry + minutes(2));

/** How many mails of this run ended so; `later`: they are tried again. */
export type Sent = { readonly [State in 'sent' | 'skipped' | 'suppressed' | 'unreachable' | 'later']: number };

/**
 * Sends what is waiting and whose time has come, until nothing of the kind is left. Each mail stands for itself: what one
 * address, server or fault does to it holds up no other. Safe on several nodes at once; broken off anywhere, a mail is
 * sent again only as the very same letter (lifecycle, invariant 3). Where this process sends no mails, they wait.
 *
 * @param ending once it is aborted no further mail is begun
 * @param trouble told of each mail that could not be dealt with; it is taken up again when its lease is over
 */
export async function sendMails(
  { register, clock, mailer }: Pick<Means, 'register' | 'clock' | 'mailer'>,
  ending: AbortSignal | null = null,
  trouble: MailTrouble = () => {},
): Promise<Sent> {
  const counted = { sent: 0, skipped: 0, suppressed: 0, unreachable: 0, later: 0 };
  if (mailer === null) return counted;
  const means: Sending = { register, clock, mailer };
  const underWay = new Set<Promise<void>>();
  const begin = (mail: Mail) => {
    const sending = dealWith(means, mail)
      .catch((err: unknown) => {
        trouble({ mailId: mail.id, err });
        return 'later' as const;
      })
      .then((state) => {
        counted[state] += 1;
        underWay.delete(sending);
      });
    underWay.add(sending);
  };
  try {
    for (;;) {
      const room = ending?.aborted ? 0 : width - underWay.size;
      const claimed = room > 0 ? await claim(means, room) : [];
      claimed.forEach(begin);
      if (underWay.size === 0) return counted;
      if (claimed.length < room || room === 0) await Promise.race(underWay);
    }
  } finally {
    await Promise.all(underWay);
  }
}

/** Takes waiting mails and nothing more: a small change, which no other node's stands in the way of. */
function claim({ register, clock }: Sending, limit: number): Promise<readonly Mail[]> {
  const now = clock.now();
  return register.change((tx) => tx.mails.claim({ now, until: plusSeconds(now, lease), limit }));
}

/** One mail from its claim to what became of it. */
async function dealWith(means: Sending, claimed: Mail): Promise<keyof Sent> {
  // 1. What it is going to say is written down before anybody is told.
  const { mail, letter } = await means.register.change((tx) => prepare(means, tx, claimed));
  if (letter === null) return mail.state === 'waiting' ? 'later' : mail.state;
  // 2. Hand it over.
  const outcome = await handOver(means, letter);
  // 3. Write down what became of it.
  return record(means, mail, outcome);
}

interface Prepared {
  readonly mail: Mail;
  /** Null: it is not sent now, and its row says why. */
  readonly letter: Letter | null;
}

async function prepare({ mailer, clock }: Sending, tx: RegisterTransaction, claimed: Mail): Promise<Prepared> {
  const now = clock.now();
  const { id } = claimed;
  const mail = await tx.mails.get(id);
  // Somebody has done something to it meanwhile, as a bank that has it tried again.
  if (mail?.version !== claimed.version) return { mail: claimed, letter: null };
  const update = async (changed: Mail, letter: Letter | null = null): Promise<Prepared> => {
    await tx.mails.update(changed);
    return { mail: { ...changed, version: changed.version + 1 }, letter };
  };
  const end = async (state: 'skipped' | 'suppressed' | 'unreachable', reason: MailReason) => {
    await auditEnd({ clock }, tx, { ...mail, state, reason });
    // A letter that a server may have stays: nothing else is ever said under its Message-ID, not even when it is resent.
    return update({ ...mail, state, reason });
  };
  // 1. Whom, and from whom. A bank may yet be given a sender.
  const [bank, reader] = [await tx.banks.get(mail.bankId), await tx.users.get(mail.userId)];
  const sender = mailer.senderOf(mail.bankId);
  if (!bank || !reader) return end('suppressed', 'user-closed');
  if (!sender) return update({ ...mail, reason: 'no-sender', nextTryAt: plusSeconds(now, hours(1)) });
  // 2. What, if it is still the right thing to say.
  const content = await contentOf(tx, { mail, bank, reader, signed: sender.signed, now });
  if (content.kind === 'not-yet') return update({ ...mail, nextTryAt: content.dueAt });
  if (content.kind !== 'letter') return end(content.kind, content.reason);
  if (reader.mailAddress === null) return end('unreachable', 'no-address');
  if (reader.mailBouncedAt !== null) return end('unreachable', 'address-bounced');
  // 3. The letter of a try whose end nobody knows is sent again as it was.
  const letter =
    mail.letter === null ? newLetter(mail, { reader, sender, facts: content.facts, now }) : letterFrom(mail);
  const { tries, firstTryAt } = mail;
  const trying = { reason: null, tries: tries + 1, firstTryAt: firstTryAt ?? now, address: letter.to };
  return update({ ...mail, ...trying, letter: frozen(letter), writtenAt: letter.date }, letter);
}

/** An address that is none reaches nobody; everything else that is thrown leaves the mail to its next try. */
async function handOver({ mailer }: Sending, letter: Letter): Promise<MailOutcome> {
  try {
    return await mailer.send(letter);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: 'refused', answer: 'the address or the letter is not of its form' };
  }
}

const recordingTries = 5;
const pause = (ms: number) => new Promise((goOn) => setTimeout(goOn, ms));

/**
 * Writes the outcome into the mail's row, again and again while the database is away: what is not written down is sent
 * once more.
 */
async function record(means: Sending, mail: Mail, outcome: MailOutcome): Promise<'sent' | 'unreachable' | 'later'> {
  for (let tries = 1; ; tries++) {
    try {
      return await means.register.change((tx) => recordIn(means, tx, mail, outcome));
    } catch (error) {
      if (tries === recordingTries) throw error;
      await pause(tries * 1_000);
    }
  }
}

async function recordIn(
  { clock }: Sending,
  tx: RegisterTransaction,
  mail: Mail,
  outcome: MailOutcome,
): Promise<'sent' | 'unreachable' | 'later'> {
  const now = await tx.mails.get(mail.id);
  if (now?.state !== 'waiting') return now?.state === 'sent' ? 'sent' : 'later';
  const isOurs = now.version === mail.version;
  // Somebody else has it by now. That it was taken is true all the same, and must not be lost.
  if (!isOurs && outcome.kind !== 'accepted') return 'later';
  const after = { ...afterTry(mail, outcome, clock.now()), version: now.version };
  await tx.mails.update(after);
  if (after.state === 'waiting') return 'later';
  await auditEnd({ clock }, tx, after);
  return after.state === 'sent' ? 'sent' : 'unreachable';
}

/** Ids only: addresses and answers stay in the row (invariant 7). */
async function auditEnd(means: Pick<Means, 'clock'>, tx: RegisterTransaction, mail: Mail): Promise<void> {
  const { id: mailId, bankId, certificateId, occasion, userId, tries, reason } = mail;
  const act = mail.state === 'sent' ? 'mail-sent' : 'mail-not-sent';
  await systemAuditOf(means, tx, bankId)(act, { mailId, certificateId, occasion, userId, tries, reason });
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

/** The mail after a try with this outcome. */
function afterTry(mail: Mail, outcome: MailOutcome, now: Instant): Mail {
  const { answer } = outcome;
  if (outcome.kind === 'accepted') return { ...mail, state: 'sent', answer, sentAt: now, letter: null };
  const untold = { ...mail, letter: null, writtenAt: null };
  if (outcome.kind === 'refused') return { ...untold, state: 'unreachable', reason: 'refused', answer };
  const next = nextTryOf(mail, outcome, now);
  // Certainly not taken: the next try may say what is right by then. Otherwise only the same may ever be said again.
  const after = outcome.kind === 'unclear' ? mail : untold;
  if (next === null) return { ...after, state: 'unreachable', reason: 'given-up', answer };
  return { ...after, ...next, answer };
}

/** What of the tries counts, and when the next one comes; null: no more. */
function nextTryOf(
  { tries, firstTryAt }: Mail,
  outcome: MailOutcome,
  now: Instant,
): Pick<Mail, 'nextTryAt' | 'tries' | 'firstTryAt'> | null {
  const cause = outcome.kind === 'deferred' ? outcome.cause : undefined;
  switch (cause) {
    case 'no-turn':
      // It was no try, and another mail's turn may be long.
      return { tries: tries - 1, firstTryAt: tries === 1 ? null : firstTryAt, nextTryAt: plusSeconds(now, minutes(5)) };
    case 'ours':
      return { tries, firstTryAt: null, nextTryAt: retryOfOurs({ tries, now }) };
    default: {
      const at = nextTryAt({ tries, firstTryAt: firstTryAt ?? now, now });
      return at && { tries, firstTryAt, nextTryAt: at };
    }
  }
}
