import type { Letter, Mailer, MailOutcome } from '../../../ports/mailer.ts';
import type { signMessage } from '../dkim/sign-message.ts';
import { type Compose, domainOf, envelopeSender, type Sender, type Senders, senderFor, senderOf } from '../senders.ts';
import { oneLine, withoutAddresses } from './outcome.ts';
import type { SmtpLimits, SmtpServer } from './server-settings.ts';
import { type Handing, NoSession } from './session.ts';
import { Sessions } from './sessions.ts';
import { Turns } from './turns/turns.ts';

/** As pino has it. */
export interface MailLog {
  warn(detail: object, text: string): void;
  error(detail: object, text: string): void;
}

export interface SmtpMeans {
  readonly server: SmtpServer;
  readonly limits: SmtpLimits;
  readonly senders: Senders;
  readonly compose: Compose;
  readonly signMessage: (...of: Parameters<typeof signMessage>) => Promise<Uint8Array>;
  readonly log: MailLog;
}

const refusesUs = 'the mail server does not let us send: see to the settings of mail';

/**
 * Hands letters to a mail server (RFC 5321), one recipient each, over connections that are kept. Any number of calls may
 * run at the same time; each ends within the sum of the limits `turn`, twice `session`, twice `handing` and `answer`.
 * Never tries again by itself once anything of a mail was given out.
 */
export function smtpMailer({ server, limits, senders, compose, signMessage, log }: SmtpMeans): Mailer {
  const { connections, connectionsToDomain, rate, rateToDomain } = limits;
  const turns = new Turns(
    { together: connections, togetherToDomain: connectionsToDomain, rate, rateToDomain },
    {
      now: () => performance.now(),
      later: (ms, act) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    },
  );
  const sessions = new Sessions(server, limits);
  const underWay = new Set<Promise<MailOutcome>>();
  let closed = false;
  let trouble: string | null = null;

  async function sendAs(sender: Sender, letter: Letter): Promise<MailOutcome> {
    // 1. The message, signed by S/MIME while it is composed, then by DKIM over all of that.
    const raw = await make(sender, letter);
    if (!(raw instanceof Uint8Array)) return raw;

    // 2. Its turn.
    const end = closed ? null : await turns.take(domainOf(letter.to), limits.turn);
    if (end === null) {
      const answer = 'its turn did not come: too many mails, or Koshin is stopping';
      return { kind: 'deferred', answer, cause: 'no-turn' };
    }

    // 3. Hand it over.
    try {
      return await handOver({ from: envelopeSender(sender, letter.messageId), to: letter.to, raw });
    } finally {
      end();
    }
  }

  /** A key that cannot be used just now is not the letter's fault. */
  async function make(sender: Sender, letter: Letter): Promise<Uint8Array | MailOutcome> {
    try {
      const composed = await compose(letter);
      return sender.dkim.length === 0 ? composed : await signMessage(composed, sender.dkim);
    } catch (error) {
      log.error({ messageId: letter.messageId, err: error }, 'a mail could not be composed and signed');
      const answer = oneLine(`not composed: ${error instanceof Error ? error.message : error}`);
      return { kind: 'deferred', answer, cause: 'ours' };
    }
  }

  async function handOver(handing: Handing): Promise<MailOutcome> {
    try {
      const first = await handBy(handing, () => sessions.take());
      // The server had closed the connection while nobody used it.
      const { outcome } = first.again ? await handBy(handing, () => sessions.takeNew()) : first;
      const answer = withoutAddresses(outcome.answer);
      if (outcome.kind === 'deferred' && outcome.cause === 'ours')
        tellOnce(answer, () => log.error({ answer }, refusesUs));
      else trouble = null;
      if (outcome.kind === 'unclear') log.warn({ answer }, 'a mail may have been taken, or not');
      return outcome;
    } catch (error) {
      if (!(error instanceof NoSession)) throw error;
      const why = withoutAddresses(error.message);
      const detail = { host: server.host, port: server.port, why };
      tellOnce(why, () => {
        if (error.ours) log.error(detail, refusesUs);
        else log.warn(detail, 'the mail server cannot be reached');
      });
      return { kind: 'deferred', answer: error.message, cause: 'ours' };
    }
  }

  /** Every mail meets the same trouble: it is said when it begins, and when it becomes another. */
  function tellOnce(why: string, tell: () => void): void {
    if (trouble !== why) tell();
    trouble = why;
  }

  async function handBy(handing: Handing, take: Sessions['take']) {
    const { session, used } = await take();
    try {
      const { untouched, ...outcome } = await session.hand(handing);
      return { outcome, again: used && untouched === true };
    } finally {
      sessions.giveBack(session);
    }
  }

  return {
    async send(letter) {
      const sender = senderFor(senders, letter);
      const sending = sendAs(sender, letter);
      underWay.add(sending);
      try {
        return await sending;
      } finally {
        underWay.delete(sending);
      }
    },
    senderOf: senderOf(senders),
    async close() {
      closed = true;
      turns.dismiss();
      await Promise.allSettled(underWay);
      sessions.close();
    },
  };
}
