import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { listen } from '../network/listen.ts';

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came over TLS, and as whom the sender had logged in. */
  readonly secure: boolean;
  readonly user: string | null;
  readonly raw: Buffer;
}

export interface MailSink {
  readonly port: number;
  readonly taken: TakenMail[];
  close(): Promise<void>;
}

/** A mail server that takes everything (smtp-server), and whatever else the options say. */
export async function mailSink(options: SMTPServerOptions = {}): Promise<MailSink> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    // Without an identity of its own it offers no TLS, and no login then.
    ...(options.key ? {} : { disabledCommands: ['STARTTLS', 'AUTH'] }),
    logger: false,
    onData(stream, { envelope, secure, user }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : (envelope.mailFrom?.address ?? '');
        const to = envelope.rcptTo.map(({ address }) => address);
        taken.push({ from, to, secure, user: user === undefined ? null : String(user), raw: Buffer.concat(chunks) });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const port = await listen(server.server);
  return { port, taken, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
