import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { NodeStart } from '../node/conditions.ts';

export interface RevokingStart extends Pick<NodeStart, 'place' | 'keyFolder' | 'passphrase'> {
  readonly issuerId: string;
  readonly killAt: string | null;
  /** Milliseconds. */
  readonly clockShift: number;
  readonly revoke:
    | { readonly bankId: string; readonly certificateId: string }
    /** A further generation of the bank's CA, which it makes first, to take over so many days from now. */
    | { readonly bankId: string; readonly takesOverIn: number }
    | null;
}

/** What it tells, one line of JSON each, before it goes on. */
export type Told =
  | { readonly passed: string }
  /** The number of the CRL of the issuer that is being signed. */
  | { readonly signing: number }
  /** How that CRL stood when all that was due was published: its number, and serial numbers. */
  | { readonly number: number; readonly listed: readonly string[] }
  /** The CA that it is about to revoke. */
  | { readonly authority: string; readonly serial: string };

export interface RevokingEnd {
  readonly told: readonly Told[];
  /** Which killed it; null: it came to its end. */
  readonly signal: string | null;
}

const program = fileURLToPath(new URL('revoking-process.ts', import.meta.url));

/** Runs the process to its end, whichever that is. */
export async function runRevoking(start: RevokingStart): Promise<RevokingEnd> {
  const child = spawn(process.execPath, [program, JSON.stringify(start)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: Told[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => told.push(JSON.parse(line)));
  const [code, signal] = await once(child, 'close');
  if (code !== 0 && signal === null) throw new Error(`the revoking process ended with ${code}`);
  return { told, signal };
}
