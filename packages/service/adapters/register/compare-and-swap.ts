import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { UpdateResult } from 'kysely';

/** Throws `changed-meanwhile` when an update met no row: it is gone, or its version is another by now. */
export function expectUpdated(result: UpdateResult, record: string): void {
  if (result.numUpdatedRows === 0n) throw refused('changed-meanwhile', { record });
}
