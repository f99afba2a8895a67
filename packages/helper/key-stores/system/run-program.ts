import { spawn } from 'node:child_process';

/** A program of the system, started without a shell. What is secret or comes from elsewhere goes in by `input`. */
export interface ProgramCall {
  /** Absolute. */
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string;
}

export interface ProgramEnd {
  readonly status: number;
  readonly output: Uint8Array<ArrayBuffer>;
}

/** Resolves when the program has ended, whatever its status. Rejects with {@link ProgramFailed}. Nothing is retried. */
export type RunProgram = (call: ProgramCall) => Promise<ProgramEnd>;

/** `missing`: there is no such program; `slow`, `too-long`: it was ended for that; `failed`, `garbled`: what came of it. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed';
  readonly why: 'missing' | 'slow' | 'too-long' | 'failed' | 'garbled';

  constructor(why: ProgramFailed['why'], detail = '') {
    super(detail === '' ? why : `${why}: ${detail}`);
    this.why = why;
  }
}

interface Differing {
  /** Milliseconds; a TPM may think about an RSA key for a minute. */
  readonly patience?: number;
  /** Octets of output. */
  readonly longest?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** See {@link RunProgram}; ends a program that takes too long or says too much. */
export function runProgram(
  { program, args, input }: ProgramCall,
  { patience = 90_000, longest = 8 * 1024 * 1024, env = process.env }: Differing = {},
): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    // What programs say of their errors is for nobody: it is localised, and may quote what it read.
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true, env });
    const pieces: Uint8Array[] = [];
    let length = 0;
    const stop = (why: ProgramFailed['why']) => {
      child.kill('SIGKILL');
      reject(new ProgramFailed(why));
    };
    const clock = setTimeout(() => stop('slow'), patience);
    child.once('error', () => {
      clearTimeout(clock);
      reject(new ProgramFailed('missing', program));
    });
    child.stdout.on('data', (piece: Uint8Array) => {
      length += piece.length;
      if (length > longest) stop('too-long');
      else pieces.push(piece);
    });
    // A program that ends without reading says by its status what was wrong.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.once('close', (status) => {
      clearTimeout(clock);
      if (status === null) reject(new ProgramFailed('failed', 'ended by a signal'));
      else resolve({ status, output: Uint8Array.from(Buffer.concat(pieces)) });
    });
  });
}
