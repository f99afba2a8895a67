import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { Value } from 'typebox/value';
import type { Terminal } from '../framework/answer.ts';
import { exitCodes } from '../framework/exit-codes.ts';
import { type AnswerLine, CommandRequest, maximumRequestBytes, protocolVersion } from './protocol.ts';
import { linesOf } from './read-lines.ts';

/** How long a client may take to send its line, and how long a stop waits for commands under way. */
const sendMs = 10_000;
const graceMs = 2500;
const maximumConnections = 16;

export interface ControlServer {
  /** Takes no more commands, waits for those under way, and no longer than {@link graceMs}. */
  stop(): Promise<void>;
}

/**
 * Takes commands for as long as this process has the data folder. A socket that is there already was left by a process
 * that was killed: the folder's lock is ours, so nobody listens on it any more.
 *
 * A client that goes away does not end its command: an act is whole or not at all, and the register says which.
 * Rejects with the system's error when the place cannot be listened on.
 * @param place see `controlPlace`
 */
export async function startControlServer({
  place,
  run,
}: {
  readonly place: string;
  readonly run: (request: CommandRequest, terminal: Terminal) => Promise<number>;
}): Promise<ControlServer> {
  const underWay = new Set<Promise<void>>();
  const connections = new Set<Socket>();
  const server = createServer((connection) => {
    connections.add(connection.on('close', () => connections.delete(connection)).on('error', () => {}));
    const serving = serve(connection, run).finally(() => underWay.delete(serving));
    underWay.add(serving);
  });
  server.maxConnections = maximumConnections;
  if (!place.startsWith('\\\\')) rmSync(place, { force: true });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject).once('listening', listening.resolve);
  // The socket gets its mode when it is made, which is before this returns: never is it open to others.
  const mask = process.umask(0o177);
  try {
    server.listen(place);
  } finally {
    process.umask(mask);
  }
  await listening.promise;
  return {
    async stop() {
      server.close();
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, graceMs);
      await Promise.race([Promise.allSettled(underWay), late.promise]);
      clearTimeout(timer);
      for (const connection of connections) connection.destroy();
    },
  };
}

async function serve(connection: Socket, run: (request: CommandRequest, terminal: Terminal) => Promise<number>) {
  const send = (line: AnswerLine) => connection.writable && connection.write(`${JSON.stringify(line)}\n`);
  // A client that reads slowly is waited for; one that went away needs no room.
  const sendWhenThereIsRoom = async (line: AnswerLine) => {
    if (!send(line) && connection.writable) await Promise.race([once(connection, 'drain'), once(connection, 'close')]);
  };
  const late = setTimeout(() => connection.destroy(), sendMs);
  try {
    const request = await requestOf(connection);
    clearTimeout(late);
    if ('refusal' in request) {
      send({ err: `${request.refusal}\n` });
      send({ exit: exitCodes.unreachable });
    } else {
      const terminal = {
        out: (text: string) => sendWhenThereIsRoom({ out: text }),
        err: (text: string) => void send({ err: text }),
      };
      send({ exit: await run(request, terminal) });
    }
    connection.destroySoon();
  } catch {
    // The client went away, or sent more than a command can be: there is nobody to tell.
    connection.destroy();
  } finally {
    clearTimeout(late);
  }
}

async function requestOf(connection: Socket): Promise<CommandRequest | { readonly refusal: string }> {
  const lines = linesOf(connection, maximumRequestBytes);
  const { value: line } = await lines.next();
  const value = parseOrNull(line ?? '');
  if (Value.Check(CommandRequest, value)) return value;
  const version = Object(value).version;
  if (version !== undefined && version !== protocolVersion) {
    return {
      refusal: `The running Koshin is of another release (it speaks ${protocolVersion}, this command ${version}).`,
    };
  }
  return { refusal: 'The running Koshin does not understand this command.' };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
