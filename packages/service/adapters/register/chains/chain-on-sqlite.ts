import { beforeTheFirst, eventText } from '@koshin/pki/audit/event-text.ts';
import type { Kysely } from 'kysely';
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
      const { seq } = await db
        .insertInto('audit_event')
        .values({
          at: event.at,
          bank_id: event.bankId,
          act: event.act,
          actor_kind: event.actor.kind,
          actor_id: event.actor.id,
          subject: event.subject,
          ref_no: event.refNo,
          chain,
          position,
          previous: end.hash,
          hash,
        })
        .returning('seq')
        .executeTakeFirstOrThrow();
      // An insertion that nobody awaited may come to its end after it was undone.
      if (begun === undoings) remembered = { position, hash };
      return seq;
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
