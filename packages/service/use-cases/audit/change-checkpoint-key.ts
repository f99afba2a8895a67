import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { AuditKey } from '../../ports/register/records.ts';
import { KeyNameTaken } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import { checkpointAudit } from './checkpoint-audit.ts';
import { checkpointKeyName } from './checkpoint-key.ts';

export interface ChangedCheckpointKey {
  readonly key: AuditKey;
  /** SHA-256 of its SubjectPublicKeyInfo, hex. */
  readonly digest: string;
  /** The old key has signed over the announcement of the new one. */
  readonly announced: boolean;
}

/**
 * From now on another key signs checkpoints. The old one first signs over the announcement of the new one, so that who
 * kept the old public key sees it come; what it signed stays verifiable, and it signs no more. Cut off anywhere, the next
 * call goes on with the same key. Refuses `not-found` before there is a first key, `changed-meanwhile` when another was
 * quicker, and `signer-unavailable` without the old key, but where that is lost.
 */
export async function changeCheckpointKey(
  means: Pick<Means, 'register' | 'signer' | 'clock' | 'mathematics'>,
  { oldKeyLost }: { readonly oldKeyLost: boolean },
): Promise<ChangedCheckpointKey> {
  const { register, signer, clock } = means;
  // 1. Which follows which.
  const before = await register.read((tx) => tx.checkpoints.keys());
  const old = before.at(-1);
  if (!old) throw refused('not-found', {}, { expected: 'a key that signed checkpoints', got: 'none' });
  // 2. The new key.
  const keyName = checkpointKeyName(before.length);
  await signer.makeKey({ keyName, kind: 'P-256' }).catch((error: unknown) => {
    if (!(error instanceof KeyNameTaken)) throw error;
  });
  const publicKey = await signer.publicKeyOf(keyName);
  const keyDigest = digestOf(means, publicKey);
  const subject = { keyName, keyDigest, replaces: digestOf(means, old.publicKey) };
  // 3. The old one's last word.
  await register.change((tx) => systemAuditOf(means, tx, null)('audit-key-announced', subject));
  const announced = await signedByOld(means, oldKeyLost);
  // 4. The change, when no other was quicker.
  const key = { keyName, publicKey, recordedAt: clock.now() };
  await register.change(async (tx) => {
    if ((await tx.checkpoints.keys()).length !== before.length) throw refused('changed-meanwhile');
    await tx.checkpoints.recordKey(key);
    await systemAuditOf(means, tx, null)('audit-key-created', { ...subject, announced });
  });
  return { key, digest: keyDigest, announced };
}

/** A checkpoint that another node wrote meanwhile has seen the announcement as well. */
async function signedByOld(means: Parameters<typeof checkpointAudit>[0], oldKeyLost: boolean): Promise<boolean> {
  try {
    await checkpointAudit(means);
    return true;
  } catch (error) {
    if (oldKeyLost && error instanceof Refusal && error.code === 'signer-unavailable') return false;
    throw error;
  }
}
