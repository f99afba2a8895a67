import { composePlainly } from '../../../../../tests/testkit/mail/letters.ts';
import { signMessage } from '../dkim/sign-message.ts';
import type { Sender } from '../senders.ts';
import { type SmtpLimits, type SmtpServer, smtpLimits } from '../smtp/server-settings.ts';
import { type SmtpMeans, smtpMailer } from '../smtp/smtp-mailer.ts';

export const sender: Sender = { address: 'notices@bank.example', signed: false, dkim: [], bounces: null };

/** A server of loopback that has no TLS. */
export const plainServer = (port: number): SmtpServer => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  ca: null,
  helloName: 'koshin.bank.example',
  login: null,
});

/** No rate that a test could meet, and times that a busy machine keeps. */
export const wideLimits: SmtpLimits = smtpLimits({
  connections: 5,
  connectionsToDomain: 2,
  perSecond: 10_000,
  perSecondToDomain: 10_000,
  turnSeconds: 60,
  sessionSeconds: 20,
  handingSeconds: 20,
  answerSeconds: 20,
});

/** A mailer of the bank `mihon` and what it has logged. */
export function mailerTo(port: number, differing: Partial<SmtpMeans> = {}) {
  const logged: { readonly level: 'warn' | 'error'; readonly text: string; readonly detail: object }[] = [];
  const mailer = smtpMailer({
    server: plainServer(port),
    limits: wideLimits,
    senders: new Map([['mihon', sender]]),
    compose: composePlainly,
    signMessage: async (raw, keys) => signMessage(raw, keys),
    log: {
      warn: (detail, text) => logged.push({ level: 'warn', text, detail }),
      error: (detail, text) => logged.push({ level: 'error', text, detail }),
    },
    ...differing,
  });
  return { mailer, logged };
}
