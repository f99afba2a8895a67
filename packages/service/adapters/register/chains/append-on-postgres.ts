import { aroundPlace, contentText } from '@koshin/pki/audit/event-text.ts';
import { sql } from 'kysely';
import { statement } from '../statement.ts';
import { type AppendToChain, valuesOf } from './append.ts';

/**
 * The setting that holds the end of a connection's own chain: its number, the position and hash of its last event. The
 * server keeps it with the transaction: a rollback sets it back, and who lost the answer to a commit has lost it, too.
 */
export const endOfChain = 'koshin.end_of_chain';

const [beforeChain, beforePosition, beforePrevious, afterPrevious] = aroundPlace.map((text) => sql.lit(text));

type Values = ReturnType<typeof valuesOf> & { readonly content: string };

/**
 * One statement for hashing, writing and moving the end of the chain, and for the textual entries of the subject;
 * `eventText` as the server puts it together.
 */
const append = statement<Values, { seq: number }>(
  (_, given) => sql<{ seq: number }>`
    with place as materialized (
      select
        split_part(place, ' ', 1)::bigint as chain,
        split_part(place, ' ', 2)::bigint + 1 as position,
        split_part(place, ' ', 3) as previous
      from current_setting(${sql.lit(endOfChain)}) as place
    ), hashed as materialized (
      select place.*, encode(sha256(convert_to(
        ${beforeChain} || chain || ${beforePosition} || position || ${beforePrevious} || previous || ${afterPrevious}
          || ${given('content')}::text, 'UTF8')), 'hex') as hash
      from place
    ), moved as materialized (
      select hashed.*, set_config(${sql.lit(endOfChain)}, concat_ws(' ', chain, position, hash), false) as place
      from hashed
    ), written as (
      insert into audit_event
        (at, bank_id, act, actor_kind, actor_id, subject, ref_no, chain, position, previous, hash)
      select
        ${given('at')}::bigint, ${given('bankId')}, ${given('act')}, ${given('actorKind')}, ${given('actorId')},
        ${given('subject')}, ${given('refNo')}, chain, position, decode(previous, 'hex'), decode(hash, 'hex')
      from moved where place <> ''
      returning seq
    ), entered as (
      insert into audit_subject (seq, key, value)
      select seq, key, value
      from written, unnest(${given('keys')}::text[], ${given('values')}::text[]) as entry (key, value)
    )
    select seq from written`,
);

export const appendOnPostgres: AppendToChain = async (db, event) => {
  const { rows } = await append(db, { ...valuesOf(event), content: contentText(event) });
  if (rows.length !== 1) throw new Error('an event was not written');
};
