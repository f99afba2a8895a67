import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePem } from '@koshin/pki/pem/pem.ts';

/** Where each tool comes from on Debian; a test that misses one fails and says so. */
const packageOf = {
  openssl: 'openssl',
  certtool: 'gnutls-bin',
  ocsptool: 'gnutls-bin',
  certutil: 'libnss3-tools',
  crlutil: 'libnss3-tools',
  pk12util: 'libnss3-tools',
  cmsutil: 'libnss3-tools',
  ocspclnt: 'libnss3-tools',
  curl: 'curl',
};

export interface Outcome {
  readonly status: number | null;
  /** What it printed, on both channels. */
  readonly output: string;
}

/** Runs a tool of others and waits for it; a status other than 0 is for the caller to judge. */
export function run(tool: keyof typeof packageOf, args: readonly string[], input?: Uint8Array): Outcome {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { ...(input && { input }), timeout: 60_000 });
  if (error) throw new Error(`${tool} cannot be run (${error.message}): install the package ${packageOf[tool]}`);
  return { status, output: `${stdout}${stderr}` };
}

/** The same while this process goes on, for tools that ask a server of the test. */
export async function runBeside(tool: keyof typeof packageOf, args: readonly string[]): Promise<Outcome> {
  const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
  let output = '';
  for (const channel of [child.stdout, child.stderr]) channel.on('data', (part: Buffer) => (output += part));
  try {
    const [status] = await once(child, 'close');
    return { status, output };
  } catch (error) {
    throw new Error(`${tool} cannot be run (${error}): install the package ${packageOf[tool]}`);
  }
}

/** Runs it and demands that it is content; the answer is what it printed. */
export function runSoundly(tool: keyof typeof packageOf, args: readonly string[], input?: Uint8Array): string {
  const { status, output } = run(tool, args, input);
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')} ended with ${status}: ${output}`);
  return output;
}

/** A folder of its own for files that tools read; removed when it goes out of scope. */
export class Folder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'koshin-conformance-'));

  /** The path of a file with this content. */
  file(name: string, content: Uint8Array | string = ''): string {
    writeFileSync(this.pathOf(name), content);
    return this.pathOf(name);
  }

  certificates(name: string, ...ders: readonly Uint8Array[]): string {
    return this.file(name, ders.map((der) => encodePem('CERTIFICATE', der)).join(''));
  }

  pathOf(name: string): string {
    return join(this.path, name);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
