import type { Rate } from './turns/token-bucket.ts';

/** The server that takes the bank's mails over. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /**
   * `starttls`: nothing is sent before the upgrade (RFC 3207), and no server without it is used. `implicit`: TLS from the
   * first octet (RFC 8314 3.3). `none`: everybody on the way reads along.
   */
  readonly tls: 'starttls' | 'implicit' | 'none';
  /** Certificates (PEM) to trust instead of those that Node knows; null: those. */
  readonly ca: string | null;
  /** The name said in EHLO; null: this machine's. */
  readonly helloName: string | null;
  readonly login: Login | null;
}

/** The files are read anew for each connection: a password or token that was changed is used without a restart. */
export type Login =
  /** AUTH PLAIN or LOGIN (RFC 4616), as the server offers. */
  | { readonly kind: 'password'; readonly user: string; readonly passwordFile: string }
  /** AUTH XOAUTH2; somebody else keeps a fresh access token in the file. */
  | { readonly kind: 'token'; readonly user: string; readonly tokenFile: string };

/** How much at once, and how long for what; times in milliseconds. */
export interface SmtpLimits {
  readonly connections: number;
  /** Smaller than `connections` where there is more than one: a slow domain leaves room for the others. */
  readonly connectionsToDomain: number;
  readonly rate: Rate;
  readonly rateToDomain: Rate;
  /** Until a letter's turn comes; then it is deferred. */
  readonly turn: number;
  /** Connecting, TLS, EHLO and login together. */
  readonly session: number;
  /** From MAIL FROM until the last octet of the message has been given out. */
  readonly handing: number;
  /** From then until the server's answer; RFC 5321 4.5.3.2.6 asks for ten minutes. */
  readonly answer: number;
  /** How long an unused connection is kept. */
  readonly idle: number;
  /** Mails over one connection, then a new one is made. */
  readonly mailsPerConnection: number;
}

/** As settings have it; no burst beyond a second's worth. */
export function smtpLimits(given: {
  readonly connections: number;
  readonly connectionsToDomain: number;
  readonly perSecond: number;
  readonly perSecondToDomain: number;
  readonly turnSeconds: number;
  readonly sessionSeconds: number;
  readonly handingSeconds: number;
  readonly answerSeconds: number;
}): SmtpLimits {
  const rateOf = (perSecond: number) => ({ perSecond, burst: Math.max(1, perSecond) });
  return {
    connections: given.connections,
    connectionsToDomain: given.connectionsToDomain,
    rate: rateOf(given.perSecond),
    rateToDomain: rateOf(given.perSecondToDomain),
    turn: given.turnSeconds * 1000,
    session: given.sessionSeconds * 1000,
    handing: given.handingSeconds * 1000,
    answer: given.answerSeconds * 1000,
    idle: 20_000,
    mailsPerConnection: 100,
  };
}
