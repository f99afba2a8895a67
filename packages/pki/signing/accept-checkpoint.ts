import { type CheckpointFinding, type CheckpointSubject, findInCheckpoint } from '../audit/checkpoint-rules.ts';
import { encodeCheckpoint } from '../audit/checkpoint-text.ts';
import { type SignableBytes, signable } from './signable.ts';

export interface CheckpointRefusal {
  readonly accepted: false;
  /** At least one. */
  readonly findings: readonly CheckpointFinding[];
}

/**
 * The only way to a checkpoint that a signer takes: it follows the one before it, and no chain has lost an event since.
 * Ask `accepted` which of the two came.
 */
export function acceptCheckpoint(subject: CheckpointSubject): SignableBytes<'audit-checkpoint'> | CheckpointRefusal {
  const findings = findInCheckpoint(subject);
  if (findings.length > 0) return { accepted: false, findings };
  const { checkpoint } = subject;
  const bytes = new TextEncoder().encode(encodeCheckpoint(checkpoint));
  return signable('audit-checkpoint', { bytes, signatureAlgorithm: checkpoint.algorithm });
}
