import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { followChains } from '../../../ports/register/follow-chains.contract.ts';
import type { Register } from '../../../ports/register/register.ts';

export const writerProcess = fileURLToPath(new URL('writer-process.ts', import.meta.url));

export interface Ended {
  /** What it said, whole lines only. */
  readonly lines: readonly string[];
  readonly signal: string | null;
}

/** Has the writer write on and kills it, so many milliseconds after the first acknowledged change. */
export async function killWriter(args: readonly string[], afterMs: number): Promise<Ended> {
  const child = spawn(process.execPath, [writerProcess, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = linesOf(child);
  if (child.stdout) await once(child.stdout, 'data');
  await pause(afterMs);
  child.kill('SIGKILL');
  return said;
}

/** All that a child says until it ends. */
export async function linesOf(child: ChildProcess): Promise<Ended> {
  if (!child.stdout) throw new Error('the child’s standard output must be a pipe');
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const [, signal] = await once(child, 'close');
  return { lines, signal };
}

/** Nothing acknowledged is lost, of no change is there only a part, and every audit event stands in an unbroken chain. */
export async function expectAllKept(register: Register, acknowledged: readonly string[]): Promise<void> {
  const { banks, audit } = await register.read(async (tx) => ({
    banks: await tx.banks.all(),
    audit: await tx.audit.of({}),
  }));
  const stored = banks.map(({ id }) => id);
  const audited = audit.map(({ bankId }) => bankId);
  const kept = new Set<string>(stored);
  expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
  expect(audited.toSorted()).toEqual(stored.toSorted());
  const chained = await followChains(register);
  expect(chained.map(({ bankId }) => bankId).toSorted()).toEqual(stored.toSorted());
}
