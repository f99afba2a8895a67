import type { Kysely, Selectable } from 'kysely';
import type { CrlKey, ReservedCrl } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { ended } from './crl-shards.ts';
import type { CrlTable, Tables } from './schema.ts';

const withoutBytes = [
  'issuer_id',
  'shard',
  'number',
  'this_update',
  'next_update',
  'scheduled_at',
  'complete',
  'reserved_at',
] as const;

export function crls(db: Kysely<Tables>): RegisterTransaction['crls'] {
  const newestFirst = ({ issuerId, shard }: CrlKey) =>
    db
      .selectFrom('crl')
      .where('issuer_id', '=', issuerId)
      .where('shard', '=', shard)
      .orderBy('number', 'desc')
      .limit(1);
  return {
    async newest(key) {
      const row = await newestFirst(key).select(withoutBytes).executeTakeFirst();
      return row ? reservedFrom(row) : null;
    },
    async current(key) {
      const row = await newestFirst(key).select(withoutBytes).where('der', 'is not', null).executeTakeFirst();
      return row ? reservedFrom(row) : null;
    },
    async published(key) {
      const row = await newestFirst(key).selectAll().where('der', 'is not', null).executeTakeFirst();
      if (!row || row.der === null || row.fingerprint === null) return null;
      return { ...reservedFrom(row), der: new Uint8Array(row.der), fingerprint: row.fingerprint };
    },
    async reserve({ issuerId, shard, number, now, ...times }) {
      await db
        .insertInto('crl')
        .values({
          issuer_id: issuerId,
          shard,
          number,
          this_update: times.thisUpdate,
          next_update: times.nextUpdate,
          scheduled_at: times.scheduledAt,
          complete: times.complete ? 1 : 0,
          reserved_at: times.reservedAt,
          der: null,
          fingerprint: null,
        })
        .execute();
      await db
        .updateTable('certificate')
        .set({ crl_number: number })
        .where(ended)
        .where('issuer_id', '=', issuerId)
        .where('crl_shard', '=', shard)
        .where('crl_number', 'is', null)
        .where(({ or, eb }) => or([eb('revoked_at', 'is not', null), eb('retires_at', '<=', now)]))
        .execute();
      if (shard !== 0) return;
      await db
        .updateTable('revoked_authority')
        .set({ crl_number: number })
        .where('issuer_id', '=', issuerId)
        .where('crl_number', 'is', null)
        .execute();
    },
    async publish({ issuerId, shard, number, der, fingerprint }) {
      const result = await db
        .updateTable('crl')
        .set({ der, fingerprint })
        .where('issuer_id', '=', issuerId)
        .where('shard', '=', shard)
        .where('number', '=', number)
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n) return false;
      await db
        .deleteFrom('crl')
        .where('issuer_id', '=', issuerId)
        .where('shard', '=', shard)
        .where('number', '<', number)
        .execute();
      return true;
    },
  };
}

function reservedFrom(row: Pick<Selectable<CrlTable>, (typeof withoutBytes)[number]>): ReservedCrl {
  return {
    issuerId: row.issuer_id,
    shard: row.shard,
    number: row.number,
    thisUpdate: row.this_update,
    nextUpdate: row.next_update,
    scheduledAt: row.scheduled_at,
    complete: row.complete === 1,
    reservedAt: row.reserved_at,
  };
}
