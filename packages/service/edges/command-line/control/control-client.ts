import { connect, type Socket } from 'node:net';
import { Value } from 'typebox/value';
import type { Terminal } from '../framework/answer.ts';
import { exitCodes } from '../framework/exit-codes.ts';
import { AnswerLine, type CommandRequest, maximumRequestBytes } from './protocol.ts';
import { linesOf } from './read-lines.ts';

/**
 * Has the Koshin that listens at this place run a command, and passes on what it says.
 * @returns its exit code; null when nobody listens there, and then nothing was done
 */
export async function sendCommand(
  request: CommandRequest,
  { place, terminal }: { readonly place: string; readonly terminal: Terminal },
): Promise<number | null> {
  const connection = await connected(place);
  if (connection === null) return null;
  connection.write(`${JSON.stringify(request)}\n`);
  try {
    for await (const text of linesOf(connection, maximumRequestBytes)) {
      const line: unknown = JSON.parse(text);
      if (!Value.Check(AnswerLine, line)) break;
      if ('exit' in line) return line.exit;
      if ('out' in line) terminal.out(line.out);
      else terminal.err(line.err);
    }
  } catch {
    // Told below: a connection that breaks and an answer that makes no sense come to the same.
  } finally {
    connection.destroy();
  }
  terminal.err('The running Koshin broke off the answer: look whether the command took effect, then try again.\n');
  return exitCodes.unreachable;
}

const nobody: ReadonlySet<unknown> = new Set(['ENOENT', 'ECONNREFUSED']);

/** Null when there is no socket, or one that a killed process left. */
function connected(place: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const connection = connect(place);
    connection.once('connect', () => resolve(connection));
    connection.once('error', (error) => {
      const code = 'code' in error ? error.code : null;
      if (nobody.has(code)) resolve(null);
      else reject(error);
    });
  });
}
