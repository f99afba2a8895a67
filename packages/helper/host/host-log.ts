import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A line says what was asked and what came of it: never a name, a label, a PIN, a key or the words of an error. */
export interface HostLog {
  write(line: Readonly<Record<string, string | number | null>>): void;
}

/** Octets after which a file is put aside; the one before it is then gone. */
const longestFile = 256 * 1024;

/** The user's folder for what programs note of themselves (XDG Base Directory 0.8: `XDG_STATE_HOME`). */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'koshin-helper');
}

/** JSON lines in `host.log`, readable by the user alone. A log that cannot be written stops nobody. */
export function hostLog(folder: string, now: () => Date): HostLog {
  const path = join(folder, 'host.log');
  return {
    write(line) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (sizeOf(path) > longestFile) renameSync(path, join(folder, 'host.1.log'));
        appendFileSync(path, `${JSON.stringify({ at: now().toISOString(), ...line })}\n`, { mode: 0o600 });
      } catch {
        // A full disk, a folder of somebody else: certificates matter more.
      }
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What may be said of an error: its kind, and where it was thrown. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 3).map((line) => line.trim())].join(' ');
}
