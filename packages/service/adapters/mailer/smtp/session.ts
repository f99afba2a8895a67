import { isIP } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailOutcome } from '../../../ports/mailer.ts';
import { credentialsFor } from './login.ts';
import { MessageStream } from './message-stream.ts';
import { type HandingError, oneLine, outcomeOf } from './outcome.ts';
import type { SmtpLimits, SmtpServer } from './server-settings.ts';

export interface Handing {
  /** The envelope's sender and recipient. */
  readonly from: string;
  readonly to: string;
  readonly raw: Uint8Array;
}

/** What a hand-over came to; `untouched`: the connection broke before anything of this mail was answered or given out. */
export type Handed = MailOutcome & { readonly untouched?: true };

/** One connection, ready for mails, one at a time. */
export interface Session {
  hand(handing: Handing): Promise<Handed>;
  /** False once the connection is gone, or may not be used again. */
  usable(): boolean;
  /** Says QUIT and does not wait for the answer. */
  end(): void;
}

/** Why no mail can be handed over now, in one line; `ours`: it stays so until somebody sees to the settings. */
export class NoSession extends Error {
  override readonly name = 'NoSession';
  readonly ours: boolean;

  constructor(why: string, { ours }: { readonly ours: boolean }) {
    super(why);
    this.ours = ours;
  }
}

type Times = Pick<SmtpLimits, 'session' | 'handing' | 'answer'>;

/** Connects, encrypts as the settings say, and logs in. Throws NoSession, within the limit of `session`. */
export async function openSession(server: SmtpServer, times: Times): Promise<Session> {
  const auth = server.login === null ? null : await credentialsFor(server.login).catch(unreadable);
  const connection = new SMTPConnection(connectionOptions(server, times));
  await new Promise<void>((resolve, reject) => {
    const fail = (error: HandingError) => {
      clearTimeout(timer);
      // First: closing tells of an end, which would be another reason.
      reject(noSession(error));
      connection.close();
    };
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => fail(new Error('the server did not get ready in time')), times.session);
    connection.on('error', fail);
    connection.once('end', () => fail(new Error('the server closed the connection')));
    connection.connect((error) => {
      if (error) return fail(error);
      if (auth === null) return done();
      if (!connection.allowsAuth)
        return fail(Object.assign(new Error('the server offers no login'), { code: 'EAUTH' }));
      return connection.login(auth, (refused) => (refused ? fail(refused) : done()));
    });
  });
  return sessionOver(connection, times);
}

function unreadable(error: Error): never {
  throw new NoSession(oneLine(error.message), { ours: true });
}

/** What OpenSSL and Node call a server whose certificate is not the right one. */
const ofTls = /^(ERR_(TLS|SSL)|UNABLE_TO_|CERT_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA)/;

function noSession(error: HandingError): NoSession {
  const { code = '', originalCode = '', message } = error;
  if (code === 'EAUTH') return new NoSession(oneLine(`login failed: ${message}`), { ours: true });
  const isTls = code === 'ETLS' || ofTls.test(originalCode);
  return new NoSession(oneLine(isTls ? `no TLS: ${message}` : message), { ours: isTls });
}

function connectionOptions({ host, port, tls, ca, helloName }: SmtpServer, { session, handing, answer }: Times) {
  return {
    host,
    port,
    secure: tls === 'implicit',
    ...(tls === 'none' ? { ignoreTLS: true } : { requireTLS: true }),
    ...(helloName === null ? {} : { name: helloName }),
    // The limits are kept here, for a server that trickles answers too; nodemailer's would only come before them.
    connectionTimeout: session + 1_000,
    greetingTimeout: session + 1_000,
    socketTimeout: Math.max(session, handing, answer) + 1_000,
    maxResponseSize: 65_536,
    tls: {
      minVersion: 'TLSv1.2' as const,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === null ? {} : { ca }),
    },
    logger: false,
  };
}

function sessionOver(connection: SMTPConnection, times: Times): Session {
  let spoiled = false;
  // What a mail under way meets is told to its callback.
  connection.removeAllListeners('error').on('error', () => {
    spoiled = true;
  });

  const hand = ({ from, to, raw }: Handing) =>
    new Promise<Handed>((resolve) => {
      const message = new MessageStream(raw);
      const late = (what: string) => () => {
        spoiled = true;
        connection.close();
        finish(new Error(what));
      };
      const finish = (error: HandingError) => {
        clearTimeout(timer);
        const outcome = outcomeOf(error, { wholeGiven: message.readableEnded });
        const untouched = !message.readableDidRead && !error.responseCode && outcome.kind === 'deferred';
        resolve(untouched ? { ...outcome, untouched: true } : outcome);
      };
      let timer = setTimeout(late('the server took too long before it had the message'), times.handing);
      message.once('end', () => {
        clearTimeout(timer);
        timer = setTimeout(late('no answer came to the message in time'), times.answer);
      });
      connection.send({ from, to: [to], size: raw.length }, message, (error, info) => {
        if (error) return finish(error);
        clearTimeout(timer);
        return resolve({ kind: 'accepted', answer: oneLine(info?.response ?? '') });
      });
    });

  /** After a refusal the transaction is ended (RFC 5321 4.1.1.5), or the connection is not used again. */
  const reset = () =>
    new Promise<void>((resolve) => {
      const done = (worked: boolean) => {
        clearTimeout(timer);
        connection.off('end', gone);
        if (!worked) {
          spoiled = true;
          connection.close();
        }
        resolve();
      };
      const gone = () => done(false);
      const timer = setTimeout(gone, times.session);
      connection.once('end', gone);
      connection.reset((error) => done(!error));
    });

  return {
    async hand(handing) {
      const handed = await hand(handing);
      if (handed.kind !== 'accepted' && !spoiled && !connection.destroyed) await reset();
      return handed;
    },
    usable: () => !spoiled && !connection.destroyed,
    end() {
      spoiled = true;
      if (connection.destroyed) return;
      const timer = setTimeout(() => connection.close(), 2_000);
      connection.once('end', () => clearTimeout(timer));
      connection.quit();
    },
  };
}
