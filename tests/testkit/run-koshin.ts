import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const koshin = join(import.meta.dirname, '..', '..', 'packages', 'service', 'processes', 'koshin.ts');

/**
 * Runs the real command to its end, as a process with no other settings than these; at most a minute.
 * @param input what comes on its standard input
 */
export async function runKoshin(
  argv: readonly string[],
  {
    cwd,
    env,
    input,
  }: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly input?: string },
): Promise<Ended> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [koshin, ...argv], {
    cwd,
    env: { PATH, ...env },
    stdio: 'pipe',
    timeout: 60_000,
  });
  child.stdin.end(input ?? '');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: child.exitCode, stdout, stderr };
}
