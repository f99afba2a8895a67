import type { AuditKey } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';

/** The keys of checkpoints in the order of recording, for who keeps them elsewhere; the last is the one in use. */
export function listAuditKeys({ register }: Pick<Means, 'register'>): Promise<readonly AuditKey[]> {
  return register.read((tx) => tx.checkpoints.keys());
}
