import { beforeTheFirst, eventText } from '@koshin/pki/audit/event-text.ts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { statement } from '../statement.ts';
import { type AppendToChain, hashOfText, type NewEvent, valuesOf } from './append.ts';

/** The one connection writes one chain; chain 0 holds what was written before there were chains. */
const chain = 1;

interface End {
  readonly position: number;
  readonly hash: Buffer;
}

export interface SqliteChain {
  readonly append: AppendToChain;
  /** To be told of every rollback, also to a savepoint: where the chain ends is then read anew. */
  readonly undone: () => void;
}

type Values = ReturnType<typeof valuesOf> & { position: number; previous: Buffer; hash: Buffer };

const write = statement<Values, { seq: number }>(
  (_, given) => sql<{ seq: number }>`
    insert into audit_event
      (at, bank_id, act, actor_kind, actor_id, subject, ref_no, chain, position, previous, hash)
    values
      (${given('at')}, ${given('bankId')}, ${given('act')}, ${given('actorKind')}, ${given('actorId')},
       ${given('subject')}, ${given('refNo')}, ${sql.lit(chain)}, ${given('position')}, ${given('previous')},
       ${given('hash')})
    returning seq`,
);

/** What an event can be looked up by: the textual entries of its subject. */
export const enterSubject = statement<{ seq: number; subject: string }, unknown>(
  (_, given) => sql`
    insert into audit_subject (seq, key, value)
    select ${given('seq')}, key, value from json_each(${given('subject')}) where type = 'text'`,
);

/** The end of the chain is remembered, as the database has no other writer: reading it costs as much as an insertion. */
export function chainOnSqlite(): SqliteChain {
  let remembered: End | Promise<End> | null = null;
  return {
    async append(db, event) {
      // From the moment of asking: the next event of this change, asked for at the same time, comes behind.
      remembered ??= endOfChain(db);
      const before = remembered;
      const own = before instanceof Promise ? before.then((end) => placed(event, end)) : placed(event, before);
      remembered = own;
      // What is known need not be waited for: who does not await this call is found by its unfinished statement.
      const { position, hash, previous } = own instanceof Promise ? await own : own;
      const [written] = (await write(db, { ...valuesOf(event), position, hash, previous })).rows;
      if (!written) throw new Error('an event was not written');
      if (remembered === own) remembered = { position, hash };
      await enterSubject(db, { seq: written.seq, subject: event.subject });
    },
    undone() {
      remembered = null;
    },
  };
}

function placed(event: NewEvent, end: End) {
  const position = end.position + 1;
  const previous = end.hash.toString('hex');
  return { position, hash: hashOfText(eventText({ chain, position, previous }, event)), previous: end.hash };
}

async function endOfChain(db: Kysely<Tables>): Promise<End> {
  const end = await db
    .selectFrom('audit_event')
    .select(['position', 'hash'])
    .where('chain', '=', chain)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { position: end?.position ?? 0, hash: Buffer.from(end?.hash ?? Buffer.from(beforeTheFirst, 'hex')) };
}
