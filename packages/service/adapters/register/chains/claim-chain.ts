import { beforeTheFirst } from '@koshin/pki/audit/event-text.ts';
import { CompiledQuery, type DatabaseConnection } from 'kysely';
import { endOfChain } from './append-on-postgres.ts';

/** More than any server has connections. */
const mostChains = 10_000;

/**
 * Gives a connection a chain of its own before its first change (R32). A connection runs one transaction at a time, so a
 * chain has one writer, and no change ever waits for, or conflicts with, another over the end of a chain.
 *
 * The claim is a session-level advisory lock on the lowest number that is free: it ends with the connection, however
 * that ends, and the next connection goes on with the same chain. That takes a session of one's own on the server, which
 * a pooler in transaction mode does not give.
 */
export async function claimChain(connection: DatabaseConnection): Promise<void> {
  // 1. The lock.
  const lock = `select chain from generate_series(1, ${mostChains}) as chain
    where pg_try_advisory_lock(hashtext('koshin audit chain'), chain) limit 1`;
  const { rows } = await connection.executeQuery<{ chain: number }>(CompiledQuery.raw(lock));
  const chain = rows[0]?.chain;
  if (chain === undefined) throw new Error(`${mostChains} connections write to the audit log already`);
  // 2. The end of the chain. In a statement of its own: the one before may see less than what the chain's last owner
  // committed before his lock was free. Outside the change: its reading must not count as a conflict with the writing.
  const end = `select set_config('${endOfChain}', coalesce(
    (select concat_ws(' ', chain, position, encode(hash, 'hex')) from audit_event
      where chain = $1 order by position desc limit 1),
    concat_ws(' ', $1::bigint, 0, '${beforeTheFirst}')), false)`;
  await connection.executeQuery(CompiledQuery.raw(end, [chain]));
}
