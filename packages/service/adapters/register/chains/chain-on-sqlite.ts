import { beforeTheFirst, eventText } from '@koshin/pki/audit/event-text.ts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../schema.ts';
import { type AppendToChain, hashOfText } from './append.ts';

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

/** The end of the chain is remembered, as the database has no other writer: reading it costs as much as an insertion. */
export function chainOnSqlite(): SqliteChain {
  let remembered: End | null = null;
  let undoings = 0;
  return {
    async append(db, event) {
      const begun = undoings;
      const end = remembered ?? (await endOfChain(db));
      const position = end.position + 1;
      const hash = hashOfText(eventText({ chain, position, previous: end.hash.toString('hex') }, event));
      const { at, bankId, act, actor, subject, refNo } = event;
      const { rows } = await sql<{ seq: number }>`
        insert into audit_event
          (at, bank_id, act, actor_kind, actor_id, subject, ref_no, chain, position, previous, hash)
        values
          (${at}, ${bankId}, ${act}, ${actor.kind}, ${actor.id}, ${subject}, ${refNo}, ${chain}, ${position}, ${end.hash}, ${hash})
        returning seq`.execute(db);
      const [written] = rows;
      if (!written) throw new Error('an event was not written');
      // An insertion that nobody awaited may come to its end after it was undone.
      if (begun === undoings) remembered = { position, hash };
      return written.seq;
    },
    undone() {
      remembered = null;
      undoings += 1;
    },
  };
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
