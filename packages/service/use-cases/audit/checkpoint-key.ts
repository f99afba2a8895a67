import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import type { AuditKey } from '../../ports/register/records.ts';
import { KeyNameTaken } from '../../ports/signer.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';

/** The key in use for checkpoints. */
export interface CheckpointKey {
  readonly keyName: string;
  readonly algorithm: SignatureAlgorithm;
  /** SHA-256 of its SubjectPublicKeyInfo, hex. */
  readonly digest: string;
}

/** The name of the first key, or of the one that follows so many. */
export function checkpointKeyName(before: number): string {
  return `audit-checkpoint-${before + 1}`;
}

const firstName = checkpointKeyName(0);

/**
 * A key of its own, that signs nothing else: whoever holds an issuing CA's key cannot vouch for the audit log with it.
 * Made by whoever needs it first, and recorded in the register and its audit log.
 * Throws `signer-unavailable`, also where the signer has another key of that name.
 */
export async function checkpointKey(
  means: Pick<Means, 'register' | 'signer' | 'clock' | 'mathematics'>,
): Promise<CheckpointKey> {
  const { register, signer } = means;
  // 1. The one in use is the last that was recorded.
  const known = (await register.read((tx) => tx.checkpoints.keys())).at(-1);
  const { keyName, publicKey } = known ?? (await makeAndRecord(means));
  // 2. A database and keys that do not belong together are told apart here.
  const digest = digestOf(means, publicKey);
  if (digestOf(means, await signer.publicKeyOf(keyName)) !== digest) {
    throw refused('signer-unavailable', { keyName, reason: 'not the key that the register knows' });
  }
  return { keyName, algorithm: await signer.algorithmOf(keyName), digest };
}

/** Safe to be cut off anywhere and on several nodes at once: what is in the register first, stays. */
async function makeAndRecord(means: Pick<Means, 'register' | 'signer' | 'clock' | 'mathematics'>): Promise<AuditKey> {
  const { register, signer, clock } = means;
  await signer.makeKey({ keyName: firstName, kind: 'P-256' }).catch((error: unknown) => {
    if (!(error instanceof KeyNameTaken)) throw error;
  });
  const made = { keyName: firstName, publicKey: await signer.publicKeyOf(firstName), recordedAt: clock.now() };
  return register.change(async (tx) => {
    const first = (await tx.checkpoints.keys()).at(-1);
    if (first) return first;
    await tx.checkpoints.recordKey(made);
    const subject = { keyName: firstName, keyDigest: digestOf(means, made.publicKey) };
    await systemAuditOf(means, tx, null)('audit-key-created', subject);
    return made;
  });
}
