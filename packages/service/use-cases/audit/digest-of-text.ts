import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';

/** SHA-256 of a text's UTF-8, hex: the hash of events and checkpoints (`docs/audit.md`). */
export function digestOfText(means: Pick<Means, 'mathematics'>, text: string): string {
  return digestOf(means, new TextEncoder().encode(text));
}
