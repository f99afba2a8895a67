import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** The first line of the file, or what a person types, which is not shown; null where there is no file and no person. */
export function secretOf(file: string | undefined, question: string): Promise<string | null> {
  if (file === undefined) return askSecret(question);
  // Editors of Windows put a mark in front that nobody sees, and nobody could ever type into a token's PIN.
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  return Promise.resolve(/^[^\r\n]*/.exec(text)?.[0] ?? '');
}

/** Null where there is no terminal, or who sits there gives up. */
async function askSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const shownNowhere = new Writable({ write: (_text, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: shownNowhere, terminal: true });
  const leaving = new AbortController();
  reader.once('close', () => leaving.abort());
  process.stderr.write(question);
  try {
    return await reader.question('', { signal: leaving.signal });
  } catch {
    return null;
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
