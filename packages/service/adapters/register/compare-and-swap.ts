import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { QueryResult, UpdateResult } from 'kysely';

/** Throws `changed-meanwhile` when an update met no row: it is gone, or its version is another by now. */
export function expectUpdated(result: UpdateResult | QueryResult<unknown>, record: string): void {
  const changed = 'numUpdatedRows' in result ? result.numUpdatedRows : result.numAffectedRows;
  if (changed === 0n) throw refused('changed-meanwhile', { record });
}
