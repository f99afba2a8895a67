import { createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '../network/listen.ts';

/** Where a server is asked something; `message`: the end of the message has come. */
type Phase = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'RSET' | 'QUIT';

/**
 * What it does there: a whole answer, CRLF included (without, it closes the connection after it); `drop`: it resets the connection; `close`: it ends it in order;
 * `stall`: it says nothing more; `trickle`: lines of an answer that never ends. `midway` (at DATA) reads half a message
 * and resets the connection.
 */
type Deed = 'drop' | 'close' | 'stall' | 'trickle' | 'midway' | (string & {});

export type Script = Partial<Record<Phase, Deed>>;

const sound: Record<Phase, Deed> = {
  greeting: '220 mx.test ESMTP\r\n',
  EHLO: '250-mx.test\r\n250 SIZE 1000000\r\n',
  MAIL: '250 2.1.0 Ok\r\n',
  RCPT: '250 2.1.5 Ok\r\n',
  DATA: '354 go on\r\n',
  message: '250 2.0.0 Ok: queued\r\n',
  RSET: '250 2.0.0 Ok\r\n',
  QUIT: '221 2.0.0 Bye\r\n',
};

export interface ScriptedServer {
  readonly port: number;
  /** Messages whose end came, without dot-stuffing, whatever was answered. */
  readonly messages: string[];
  /** Command lines, of all connections. */
  readonly commands: string[];
  /** Connections made so far. */
  connections(): number;
  close(): Promise<void>;
}

/** An SMTP server of a few lines that misbehaves exactly where it is told to, asked anew at each step. */
export async function scriptedServer(
  script: Script | ((phase: Phase, recipient: string) => Deed | undefined),
): Promise<ScriptedServer> {
  const [messages, commands, sockets] = [[] as string[], [] as string[], new Set<Socket>()];
  let made = 0;
  const deedAt = (phase: Phase, recipient: string) =>
    (typeof script === 'function' ? script(phase, recipient) : script[phase]) ?? sound[phase];

  const server = createServer((socket) => {
    made += 1;
    sockets.add(socket);
    socket.setEncoding('latin1').on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    const state = { pending: '', inMessage: false, recipient: '', midway: false };

    const act = (phase: Phase): void => {
      const deed = deedAt(phase, state.recipient);
      if (deed === 'drop') socket.resetAndDestroy();
      else if (deed === 'close') socket.end();
      else if (deed === 'stall') socket.pause();
      else if (deed === 'trickle') void trickle(socket);
      else if (deed === 'midway') {
        Object.assign(state, { inMessage: true, midway: true });
        socket.write(sound.DATA);
      } else {
        if (phase === 'DATA') state.inMessage = deed.startsWith('354');
        socket.write(deed, 'latin1');
        if (phase === 'QUIT' || !deed.endsWith('\r\n')) socket.end();
      }
    };

    act('greeting');
    socket.on('data', (chunk: string) => {
      state.pending += chunk;
      for (;;) {
        if (state.inMessage) {
          if (state.midway) return void socket.resetAndDestroy();
          const end = `\r\n${state.pending}`.indexOf('\r\n.\r\n');
          if (end === -1) return;
          messages.push(state.pending.slice(0, end).replace(/^\./gm, ''));
          state.pending = state.pending.slice(end + 3);
          state.inMessage = false;
          act('message');
        } else {
          const end = state.pending.indexOf('\r\n');
          if (end === -1) return;
          const line = state.pending.slice(0, end);
          state.pending = state.pending.slice(end + 2);
          commands.push(line);
          state.recipient = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1] ?? state.recipient;
          const phase = phaseOf(line);
          if (phase) act(phase);
          else socket.write('502 5.5.1 what?\r\n');
        }
      }
    });
  });
  return {
    port: await listen(server),
    messages,
    commands,
    connections: () => made,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function phaseOf(line: string): Phase | undefined {
  const word = line.slice(0, 4).toUpperCase();
  return (['EHLO', 'MAIL', 'RCPT', 'DATA', 'RSET', 'QUIT'] as const).find((phase) => phase === word);
}

async function trickle(socket: Socket): Promise<void> {
  while (!socket.destroyed) {
    socket.write('250-still thinking\r\n');
    await wait(20);
  }
}
