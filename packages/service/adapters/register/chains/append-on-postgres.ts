import { aroundPlace, contentText } from '@koshin/pki/audit/event-text.ts';
import { sql } from 'kysely';
import type { AppendToChain } from './append.ts';

/**
 * The setting that holds the end of a connection's own chain: its number, the position and hash of its last event. The
 * server keeps it with the transaction: a rollback sets it back, and who lost the answer to a commit has lost it, too.
 */
export const endOfChain = 'koshin.end_of_chain';

const [beforeChain, beforePosition, beforePrevious, afterPrevious] = aroundPlace.map((text) => sql.lit(text));

/** One statement for hashing, writing and moving the end of the chain; `eventText` as the server puts it together. */
export const appendOnPostgres: AppendToChain = async (db, event) => {
  const { rows } = await sql<{ seq: number }>`
    with place as materialized (
      select
        split_part(place, ' ', 1)::bigint as chain,
        split_part(place, ' ', 2)::bigint + 1 as position,
        split_part(place, ' ', 3) as previous
      from current_setting(${sql.lit(endOfChain)}) as place
    ), hashed as materialized (
      select place.*, encode(sha256(convert_to(
        ${beforeChain} || chain || ${beforePosition} || position || ${beforePrevious} || previous || ${afterPrevious}
          || ${contentText(event)}::text, 'UTF8')), 'hex') as hash
      from place
    ), moved as materialized (
      select hashed.*, set_config(${sql.lit(endOfChain)}, concat_ws(' ', chain, position, hash), false) as place
      from hashed
    )
    insert into audit_event
      (at, bank_id, act, actor_kind, actor_id, subject, ref_no, chain, position, previous, hash)
    select
      ${event.at}::bigint, ${event.bankId}, ${event.act}, ${event.actor.kind}, ${event.actor.id}, ${event.subject},
      ${event.refNo}, chain, position, decode(previous, 'hex'), decode(hash, 'hex')
    from moved where place <> ''
    returning seq`.execute(db);
  const [written] = rows;
  if (!written) throw new Error('an event was not written');
  return written.seq;
};
