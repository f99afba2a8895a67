import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { listen } from '../../network/listen.ts';
import { numberFrom } from './mailing-start.ts';

/**
 * How the server treats an address, which begins with it: `later` is answered 451 once, `never` always 550, `silent` is
 * broken off once when the message is there, `stalled` is not answered once, `slow` is answered after a while.
 */
export const moods = ['prompt', 'later', 'never', 'silent', 'stalled', 'slow'] as const;
export type Mood = (typeof moods)[number];

export const moodOf = (address: string): Mood => moods.find((mood) => address.startsWith(`${mood}-`)) ?? 'prompt';

/** A message that the server has taken: it would deliver it, whether it could say so or not. */
export interface Taken {
  readonly messageId: string;
  readonly to: string;
  /** Of the process that handed it over. */
  readonly by: number;
  readonly at: number;
  readonly raw: Buffer;
}

export interface MoodyServer {
  readonly port: number;
  readonly taken: readonly Taken[];
  /** Resolves when it has taken so many messages from this process, before the last of them is answered. */
  hasTaken(by: number, count: number): Promise<void>;
  close(): Promise<void>;
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

/** @param now what time it is for the processes that hand mails over */
export async function moodyServer(now: () => number): Promise<MoodyServer> {
  const taken: Taken[] = [];
  const met = new Set<string>();
  const sockets = new Map<number, { destroy(): void }>();
  let looks: (() => void)[] = [];

  /** True for the first time only; an address that moves to another domain stays the same. */
  const isFirst = (address: string): boolean => {
    const [local = ''] = address.split('@');
    const first = !met.has(local);
    met.add(local);
    return first;
  };

  function end(raw: Buffer, { envelope, hostNameAppearsAs, remotePort }: SMTPServerSession, answer: () => void) {
    const to = envelope.rcptTo[0]?.address ?? '';
    const mood = moodOf(to);
    const unanswered = (mood === 'silent' || mood === 'stalled') && isFirst(to);
    const messageId = /^Message-ID: *\r?\n? ?<([^>]+)>/im.exec(raw.toString('latin1'))?.[1] ?? '';
    const by = numberFrom(String(hostNameAppearsAs));
    taken.push({ messageId, to, by, at: now(), raw });
    for (const look of looks) look();
    if (!unanswered) void pause(mood === 'slow' ? 300 : 0).then(answer);
    else if (mood === 'silent') sockets.get(remotePort)?.destroy();
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      const mood = moodOf(address);
      if (mood === 'never') return done(refusal(550, '5.1.1 no such user'));
      if (mood === 'later' && isFirst(address)) return done(refusal(451, '4.2.0 come back later'));
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => end(Buffer.concat(chunks), session, () => done()));
    },
  });
  // Of clients that were killed.
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(remotePort));
  });

  return {
    port: await listen(server.server),
    taken,
    hasTaken: (by, count) =>
      new Promise((resolve) => {
        const look = () => {
          if (taken.filter((one) => one.by === by).length < count) return;
          looks = looks.filter((other) => other !== look);
          resolve();
        };
        looks.push(look);
        look();
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
