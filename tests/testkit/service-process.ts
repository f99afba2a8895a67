import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { takeCare } from './processes/take-care.ts';

/** What the service says in one line on its standard output when it can be used. */
export interface Ready {
  /** The origin of the status role, like `http://localhost:40001`. */
  readonly status: string;
  /** Each bank's portal by the bank's ID, like `https://mihon.portal.localhost:40002`. */
  readonly portals: Readonly<Record<string, string>>;
  readonly presentationPort: number;
}

export interface ServiceProcess extends Ready {
  readonly pid: number;
  /** Of keys and of the embedded database. Start another process on it after `kill` to see what was kept. */
  readonly dataDir: string;
  /** All it has said so far, on both outputs. */
  readonly output: () => string;
  /** Asks it to end (SIGTERM). Resolves with its exit code, or null when a signal ended it. */
  readonly stop: () => Promise<number | null>;
  /** Ends it in the middle of whatever it does (SIGKILL). Resolves when it is gone. */
  readonly kill: () => Promise<void>;
}

export interface ServiceOptions {
  /** Where nothing is said, one of its own is made; it is removed when this process ends. */
  readonly dataDir?: string;
  /** Further settings, like DATABASE_URL or KOSHIN_DEMO_CLOCK. */
  readonly env?: Readonly<Record<string, string>>;
  /** The program; where nothing is said, the service's own. */
  readonly program?: string;
  /** How long the start may take, in milliseconds; a minute where nothing is said. */
  readonly patience?: number;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const koshin = join(import.meta.dirname, '..', '..', 'packages', 'service', 'processes', 'koshin.ts');
const freePorts = {
  KOSHIN_PORTAL_PORT: '0',
  KOSHIN_PRESENTATION_PORT: '0',
  KOSHIN_EST_PORT: '0',
  KOSHIN_STATUS_PORT: '0',
};

/**
 * Starts the demo on free ports as a process of its own, which also ends when this one does.
 * Rejects with all it said when it ends before it is ready, is not ready in time, or says something else.
 */
export async function startService(options: ServiceOptions = {}): Promise<ServiceProcess> {
  const dataDir = options.dataDir ?? temporaryDataDir();
  const child: Child = spawn(process.execPath, [options.program ?? koshin, 'serve', '--demo'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...withoutSettings(process.env), ...freePorts, KOSHIN_DATA_DIR: dataDir, ...options.env },
  });
  const ended = once(child, 'exit');
  const care = takeCare({ run: [{ command: 'kill', args: ['-KILL', String(child.pid)] }], remove: [] });
  ended.then(care.dismiss, care.dismiss);

  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  try {
    const ready = await untilReady(child, options.patience ?? 60_000);
    const stop = () => end('SIGTERM');
    return {
      ...ready,
      pid: child.pid ?? 0,
      dataDir,
      output: () => output,
      stop,
      kill: async () => void (await end('SIGKILL')),
    };
  } catch (error) {
    await end('SIGKILL').catch(() => {});
    throw new Error(`the service did not start; it said:\n${output}`, { cause: error });
  }
}

function untilReady(child: Child, patience: number): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready after ${patience} ms`)), patience);
    child.once('error', reject);
    // 'close' comes after the last of the output, 'exit' may come before.
    child.once('close', (code, signal) => reject(new Error(`ended with ${code ?? signal}`)));
    let said = '';
    child.stdout.on('data', function firstLine(text: string) {
      said += text;
      if (!said.includes('\n')) return;
      child.stdout.off('data', firstLine);
      clearTimeout(timer);
      try {
        resolve(parseReady(said.slice(0, said.indexOf('\n'))));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function parseReady(line: string): Ready {
  const { ready, status, portals, presentationPort } = JSON.parse(line);
  const isUrl = (value: unknown) => typeof value === 'string' && URL.canParse(value);
  const known = ready === true && isUrl(status) && Number.isInteger(presentationPort);
  if (!known || Object.values(portals ?? '?').some((portal) => !isUrl(portal))) throw new Error(`not ready: ${line}`);
  return { status, portals, presentationPort };
}

/** What a developer has set for his own service, and the test runner for us, is not meant for this one. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = (name: string) => name.startsWith('KOSHIN_') || name === 'DATABASE_URL' || name.startsWith('VITEST');
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours(name)));
}

function temporaryDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-data-'));
  takeCare({ run: [], remove: [folder] });
  return folder;
}
