import type { Logger } from 'pino';
import { fileSigner } from '../adapters/file-signer/file-signer.ts';
import { allCommands } from '../edges/command-line/commands/all-commands.ts';
import { type ControlServer, startControlServer } from '../edges/command-line/control/control-server.ts';
import type { CommandRequest } from '../edges/command-line/control/protocol.ts';
import { answer, type Terminal } from '../edges/command-line/framework/answer.ts';
import { exitCodes } from '../edges/command-line/framework/exit-codes.ts';
import { type Invocation, parseInvocation } from '../edges/command-line/framework/parse-invocation.ts';
import type { Signer } from '../ports/signer.ts';
import type { Means } from '../use-cases/means.ts';

/** Keys of a folder that is put in for one command; whoever opens it lets go of it with the command. */
export function keyFolderSigner(place: { readonly folder: string; readonly passphrase: string }): Signer {
  return fileSigner(place);
}

/** The command as it would be typed, for {@link parseInvocation} on the other side. */
export function wordsOf({ spec, operand, options }: Invocation): string[] {
  const words = [...options].map(([name, value]) => {
    return spec.options[name]?.kind !== 'flag' && value !== '' ? `--${name}=${value}` : `--${name}`;
  });
  return [spec.noun, spec.verb, ...words, ...(operand === null ? [] : [operand])];
}

/**
 * Takes commands for the data folder that this process has alone, and runs them with its own means. Where that cannot
 * be, as when the folder's path is longer than a socket's may be, the service goes on without, and the log says so.
 */
export async function takeCommands(
  means: Means,
  { place, log }: { readonly place: string; readonly log: Logger },
): Promise<ControlServer | null> {
  try {
    return await startControlServer({ place, run: (request, terminal) => run(means, { request, terminal, log }) });
  } catch (error) {
    log.warn({ err: error, place }, 'commands cannot be taken while this runs');
    return null;
  }
}

async function run(
  means: Means,
  { request, terminal, log }: { request: CommandRequest; terminal: Terminal; log: Logger },
): Promise<number> {
  const invocation = parse(request.argv, terminal);
  if (invocation === null) return exitCodes.usage;
  const command = `${invocation.spec.noun} ${invocation.spec.verb}`;
  const files = new Map(
    Object.entries(request.files).map(([name, text]) => [name, new Uint8Array(Buffer.from(text, 'base64'))]),
  );
  const { language } = request;
  const onFault = (error: unknown) => log.error({ err: error, command }, 'a command failed');
  const exitCode = await answer(
    invocation,
    { means, language, openKeyFolder: keyFolderSigner, files, onFault },
    terminal,
  );
  log.info({ command, exitCode }, 'a command was run');
  return exitCode;
}

function parse(argv: readonly string[], terminal: Terminal): Invocation | null {
  try {
    const parsed = parseInvocation(argv, allCommands);
    if (parsed.kind === 'run') return parsed;
    terminal.err('This is no command to run.\n');
  } catch (error) {
    terminal.err(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  return null;
}
