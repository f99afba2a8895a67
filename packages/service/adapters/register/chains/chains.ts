import type { Kysely, Selectable } from 'kysely';
import type { ChainedEvent } from '../../../ports/register/records.ts';
import type { RegisterView } from '../../../ports/register/register.ts';
import type { AuditEventTable, Tables } from '../schema.ts';

export function chains(db: Kysely<Tables>): RegisterView['chains'] {
  const inChains = db.selectFrom('audit_event').selectAll();
  return {
    async heads() {
      const heads: ChainedEvent[] = [];
      // From chain to chain: the index leads to the end of each, whatever lies between.
      for (let chain = Number.MIN_SAFE_INTEGER; ; ) {
        const next = inChains.where('chain', '>', chain).orderBy('chain').orderBy('position', 'desc').limit(1);
        const row = await next.executeTakeFirst();
        if (!row) return heads;
        const head = chainedFrom(row);
        heads.push(head);
        ({ chain } = head);
      }
    },
    async events({ chain, after, upTo, limit }) {
      let events = inChains.where('chain', '=', chain).where('position', '<=', upTo);
      if (after) {
        // Where somebody has written a second event at a position, both are given.
        events = events
          .where('position', '>=', after.position)
          .where((eb) => eb.or([eb('position', '>', after.position), eb('seq', '>', after.seq)]));
      }
      return (await events.orderBy('position').orderBy('seq').limit(limit).execute()).map(chainedFrom);
    },
    async countUnchained() {
      const { count } = await db
        .selectFrom('audit_event')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('chain', 'is', null)
        .executeTakeFirstOrThrow();
      return count;
    },
  };
}

/** What is missing where it must not be is what no event has. */
function chainedFrom(row: Selectable<AuditEventTable>): ChainedEvent {
  return {
    seq: row.seq,
    chain: row.chain ?? -1,
    position: row.position ?? -1,
    previous: hex(row.previous),
    hash: hex(row.hash),
    at: row.at,
    bankId: row.bank_id,
    act: row.act,
    actor: { kind: row.actor_kind, id: row.actor_id },
    subject: row.subject,
    refNo: row.ref_no,
  };
}

const hex = (bytes: Uint8Array | null) => (bytes === null ? '' : Buffer.from(bytes).toString('hex'));
