import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CheckpointSubject } from '@koshin/pki/audit/checkpoint-rules.ts';
import { type Checkpoint, encodeCheckpoint, parseCheckpoint } from '@koshin/pki/audit/checkpoint-text.ts';
import { beforeTheFirst } from '@koshin/pki/audit/event-text.ts';
import { acceptCheckpoint } from '@koshin/pki/signing/accept-checkpoint.ts';
import type { AuditCheckpoint } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { checkpointKey } from './checkpoint-key.ts';
import { digestOfText } from './digest-of-text.ts';

export interface WrittenCheckpoint {
  readonly number: number;
  /** SHA-256 of its text, hex: who keeps it elsewhere can tell for ever whether this checkpoint still stands. */
  readonly digest: string;
}

/**
 * Signs how far every chain has come (R32), so that from now on no event up to there can be altered or cut off unseen.
 * Null when nothing was written since the last one, or when another node was quicker or has changed the key. Any number
 * of nodes may do this at the same time: the numbers rise without gaps.
 * Throws `audit-broken` when a chain has lost an event that the last checkpoint saw: nothing is signed over that.
 */
export async function checkpointAudit(
  means: Pick<Means, 'register' | 'signer' | 'clock' | 'mathematics'>,
): Promise<WrittenCheckpoint | null> {
  const { register, signer, clock } = means;
  // 1. The key, and what stands.
  const { keyName, algorithm, digest: key } = await checkpointKey(means);
  const { latest, heads } = await register.read(async (tx) => ({
    latest: await tx.checkpoints.latest(),
    heads: await tx.chains.heads(),
  }));
  // 2. May it be said, and is there anything to say?
  const before = latest === null ? null : partsOf(means, latest);
  const checkpoint: Checkpoint = {
    number: (before?.checkpoint.number ?? 0) + 1,
    at: clock.now(),
    previous: before?.digest ?? beforeTheFirst,
    heads: heads.map(({ chain, position, hash }) => ({ chain, position, hash })),
    algorithm,
    key,
  };
  const accepted = acceptCheckpoint({ checkpoint, before });
  if (!accepted.accepted) {
    const broken = accepted.findings.find(({ rule }) => rule !== 'something-is-new');
    if (broken) throw refused('audit-broken', { rule: broken.rule }, broken);
    return null;
  }
  // 3. Sign.
  const signature = await signer.sign({ keyName, tbs: accepted });
  const text = encodeCheckpoint(checkpoint);
  // 4. Record it, unless another node was quicker, or the key was changed: then its signature is thrown away.
  const recorded = await register.change(async (tx) => {
    const last = await tx.checkpoints.latest();
    if ((last?.number ?? 0) >= checkpoint.number) return false;
    if ((await tx.checkpoints.keys()).at(-1)?.keyName !== keyName) return false;
    await tx.checkpoints.insert({ number: checkpoint.number, text, signature });
    return true;
  });
  return recorded ? { number: checkpoint.number, digest: digestOfText(means, text) } : null;
}

function partsOf(means: Pick<Means, 'mathematics'>, { number, text }: AuditCheckpoint): CheckpointSubject['before'] {
  const checkpoint = parseCheckpoint(text);
  if (checkpoint?.number !== number) throw refused('audit-broken', { rule: 'form', checkpoint: number });
  return { checkpoint, digest: digestOfText(means, text) };
}
