import { type CheckpointSubject, findInCheckpoint, movedHeads } from '@koshin/pki/audit/checkpoint-rules.ts';
import { type Checkpoint, parseCheckpoint } from '@koshin/pki/audit/checkpoint-text.ts';
import type { AuditCheckpoint } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { digestOfText } from './digest-of-text.ts';
import type { AuditFinding } from './findings.ts';
import type { Witnessed } from './follow-chain.ts';

/** Public keys (SubjectPublicKeyInfo, DER) by the SHA-256 that checkpoints name them by; in the order of their use. */
export type KeysByDigest = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The last checkpoint that was looked at. */
export type Before = CheckpointSubject['before'];

export interface JudgedCheckpoint {
  readonly before: Before;
  /** What it saw that the one before had not seen; nothing where its signature does not hold. */
  readonly witnessed: readonly Witnessed[];
}

/** Whether a stored checkpoint has the right form, follows the one before and is signed by one of the keys. */
export async function judgeCheckpoint(
  means: Pick<Means, 'mathematics'>,
  { stored, before, keys }: { readonly stored: AuditCheckpoint; readonly before: Before; readonly keys: KeysByDigest },
  found: (finding: AuditFinding) => void,
): Promise<JudgedCheckpoint> {
  const { number, text, signature } = stored;
  const tell = (rule: string, expected: string, got: string) =>
    found({ kind: 'checkpoint', checkpoint: number, rule, expected, got });
  // 1. Its form; the next one names it by its text, whatever that is.
  const checkpoint = parseCheckpoint(text);
  const digest = digestOfText(means, text);
  if (checkpoint?.number !== number) {
    tell('form', `the text of checkpoint ${number}`, checkpoint ? `that of ${checkpoint.number}` : 'another text');
    return { before: before && { ...before, digest }, witnessed: [] };
  }
  // 2. Its place.
  for (const { rule, expected, got } of findInCheckpoint({ checkpoint, before })) tell(rule, expected, got);
  // 3. Its signature.
  const next = { checkpoint, digest };
  const publicKey = keys.get(checkpoint.key);
  if (!publicKey) {
    tell('key', 'one of the keys given', checkpoint.key);
    return { before: next, witnessed: [] };
  }
  if (!(await isSigned(means, { checkpoint, text, signature, publicKey }))) {
    tell('signature', 'a signature over this text', 'another');
    return { before: next, witnessed: [] };
  }
  // 4. Who has been replaced signs no more: his key may be a thief's by now.
  const order = [...keys.keys()];
  const reached = before === null ? 0 : order.indexOf(before.checkpoint.key);
  if (order.indexOf(checkpoint.key) < reached) {
    tell('key-order', `${order[reached]} or a later key`, checkpoint.key);
    return { before: before && { checkpoint: { ...checkpoint, key: before.checkpoint.key }, digest }, witnessed: [] };
  }
  const moved = movedHeads(checkpoint, before?.checkpoint ?? null);
  return { before: next, witnessed: moved.map((head) => ({ ...head, checkpoint: number })) };
}

async function isSigned(
  { mathematics }: Pick<Means, 'mathematics'>,
  signed: {
    readonly checkpoint: Checkpoint;
    readonly text: string;
    readonly signature: Uint8Array;
    readonly publicKey: Uint8Array<ArrayBuffer>;
  },
): Promise<boolean> {
  return mathematics.verify({
    algorithm: signed.checkpoint.algorithm,
    publicKey: signed.publicKey,
    data: new TextEncoder().encode(signed.text),
    signature: new Uint8Array(signed.signature),
  });
}
