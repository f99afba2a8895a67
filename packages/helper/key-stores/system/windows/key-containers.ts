import { purposeOfName } from '../own-name.ts';

/**
 * The names of our keys in what `certutil -key` prints: one container after the other, its name on a line of its own, and
 * around it text in the language and code page of the system. A name of ours is ASCII and stands alone on its line;
 * nothing else is read.
 */
export function ownContainersIn(output: Uint8Array): readonly string[] {
  const lines = Buffer.from(output).toString('latin1').split(/\r?\n/);
  const names = lines
    .map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((name) => purposeOfName(name) !== null);
  return [...new Set(names)];
}
