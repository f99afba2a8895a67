import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Where each tool comes from on Debian; a test that misses one fails and says so. */
const packageOf = {
  openssl: 'openssl',
  curl: 'curl',
  pki: 'strongswan-pki with libstrongswan-standard-plugins',
  java: 'default-jdk-headless with libbcpkix-java',
  javac: 'default-jdk-headless with libbcpkix-java',
} as const;

export interface Outcome {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs a tool of others while the server under test answers it in this process; a status other than 0 is for the caller
 * to judge. Throws when the tool is not there, or has not ended after half a minute.
 */
export async function runTool(
  tool: keyof typeof packageOf,
  args: readonly string[],
  { cwd, input = '' }: { readonly cwd: string; readonly input?: Uint8Array | string },
): Promise<Outcome> {
  const child = spawn(tool, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'], timeout: 30_000 });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = once(child, 'close').catch((error: Error) => {
    throw new Error(`${tool} cannot be run (${error.message}): install the package ${packageOf[tool]}`);
  });
  const [status, signal] = await ended;
  if (signal !== null) throw new Error(`${tool} ${args.join(' ')} was ended by ${signal}`);
  return { status, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') };
}

/** Runs it and demands that it is content; the answer is its standard output. */
export async function runSoundly(...run: Parameters<typeof runTool>): Promise<Buffer> {
  const { status, stdout, stderr } = await runTool(...run);
  if (status !== 0) throw new Error(`${run[0]} ${run[1].join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
