import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { readCommandConfiguration } from '../configuration/command-configuration.ts';
import { StartError } from '../configuration/start-error.ts';
import type { Surroundings } from '../configuration/take-settings.ts';
import { sendCommand } from '../edges/command-line/control/control-client.ts';
import {
  type CommandRequest,
  controlPlace,
  maximumFileBytes,
  protocolVersion,
} from '../edges/command-line/control/protocol.ts';
import { answer, type Terminal } from '../edges/command-line/framework/answer.ts';
import { exitCodes } from '../edges/command-line/framework/exit-codes.ts';
import type { Invocation } from '../edges/command-line/framework/parse-invocation.ts';
import type { Language } from '../edges/command-line/language.ts';
import type { Register } from '../ports/register/register.ts';
import { commandMeans } from './command-means.ts';
import { DataFolderInUse, openConfiguredRegister } from './open-means.ts';
import { keyFolderSigner, wordsOf } from './running-commands.ts';

/** How long a command waits for a Koshin that is just starting or stopping, or for another command to end. */
const patienceMs = 10_000;
const pauseMs = 100;

interface Surrounded extends Omit<Surroundings, 'demo' | 'now' | 'configFile'> {
  readonly language: Language;
  readonly terminal: Terminal;
}

/**
 * Runs one command to its end: in the Koshin that has the data folder, or here. Resolves to its exit code; throws
 * StartError for a wrong configuration and for what cannot be read or reached.
 */
export async function runCommand(typed: Invocation, surrounded: Surrounded): Promise<number> {
  const { language, terminal, workingFolder } = surrounded;
  const configuration = readCommandConfiguration({ ...surrounded, configFile: typed.configFile });
  // 1. What only this process can tell: files, and folders as they are called from here.
  const files = filesOf(typed, workingFolder);
  const invocation = { ...typed, options: withAbsoluteFolders(typed, workingFolder) };

  // 2. The embedded database is one process's own: the Koshin that has it runs the command.
  const place = controlPlace(configuration.dataDir);
  const request: CommandRequest = {
    version: protocolVersion,
    language,
    argv: wordsOf(invocation),
    files: Object.fromEntries([...files].map(([name, octets]) => [name, Buffer.from(octets).toString('base64')])),
  };
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const there = configuration.postgres ? null : await send(request, { place, terminal });
    if (there !== null) return there;

    // 3. Nobody has it, or it is a server that any number may use: here.
    const register = await open(configuration, performance.now() < deadline);
    if (register === null) {
      await after(pauseMs);
      continue;
    }
    const means = commandMeans(configuration, register);
    try {
      // A fault is told with where it was: there is no log beside the terminal.
      return await answer(
        invocation,
        { means, language, openKeyFolder: keyFolderSigner, files, onFault: () => {} },
        terminal,
      );
    } finally {
      await means.close();
      await register.close();
    }
  }
}

/** Null when another process has the folder and waiting may help. */
async function open(
  configuration: Parameters<typeof openConfiguredRegister>[0],
  mayWait: boolean,
): Promise<Register | null> {
  try {
    return await openConfiguredRegister(configuration);
  } catch (error) {
    if (error instanceof DataFolderInUse && mayWait) return null;
    throw error instanceof StartError ? new StartError(error.message, exitCodes.unreachable) : error;
  }
}

async function send(request: CommandRequest, at: { readonly place: string; readonly terminal: Terminal }) {
  try {
    return await sendCommand(request, at);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : String(error);
    throw new StartError(`The running Koshin cannot be asked at ${at.place} (${code}).`, exitCodes.unreachable);
  }
}

function filesOf({ spec, options }: Invocation, workingFolder: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [name, path] of options) {
    if (spec.options[name]?.kind !== 'file') continue;
    if (path === standardInput && [...files.keys()].some((before) => options.get(before) === path))
      throw new StartError('Standard input can be read for one option only.', exitCodes.usage);
    files.set(name, readFile(path === standardInput ? path : resolve(workingFolder, path), name));
  }
  return files;
}

const standardInput = '-';

function readFile(path: string, option: string): Uint8Array {
  let octets: Uint8Array;
  try {
    octets = new Uint8Array(readFileSync(path === standardInput ? 0 : path));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new StartError(`The file ${path} of --${option} cannot be read${reason}.`, exitCodes.usage);
  }
  if (octets.length <= maximumFileBytes) return octets;
  throw new StartError(`The file ${path} of --${option} has more than ${maximumFileBytes} bytes.`, exitCodes.usage);
}

function withAbsoluteFolders({ spec, options }: Invocation, workingFolder: string): ReadonlyMap<string, string> {
  const absolute = (name: string, value: string) =>
    spec.options[name]?.kind === 'folder' ? resolve(workingFolder, value) : value;
  return new Map([...options].map(([name, value]) => [name, absolute(name, value)]));
}
