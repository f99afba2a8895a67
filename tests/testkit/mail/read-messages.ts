import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A message as Python's email package reads it. */
export interface ReadMessage {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly date: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of every part, from the outside in. */
  readonly types: readonly string[];
  readonly charsets: readonly string[];
  readonly encodings: readonly string[];
  readonly filenames: readonly string[];
  readonly text: string | null;
  readonly html: string | null;
  readonly calendar: string | null;
  /** What is wrong with the message by the RFCs. */
  readonly defects: readonly string[];
}

const script = join(import.meta.dirname, 'read_messages.py');

/** Reads all of them in one run of Python, which knows nothing of our code. */
export function readMessages(messages: readonly Uint8Array[]): readonly ReadMessage[] {
  const input = messages.map((message) => `${Buffer.from(message).toString('base64')}\n`).join('');
  const run = spawnSync('python3', [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) throw new Error(`python3 cannot be run (${run.error.message}): install the package python3`);
  if (run.status !== 0) throw new Error(`python3 ended with ${run.status}: ${run.stderr}`);
  const read: ReadMessage[] = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return read;
}

/** The same of one. */
export function readMessage(message: Uint8Array): ReadMessage {
  const [read] = readMessages([message]);
  if (!read) throw new Error('python3 read nothing');
  return read;
}
