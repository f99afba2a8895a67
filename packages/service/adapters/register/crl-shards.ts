import type { Insertable, Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CrlShard } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { revocationFrom } from './certificates.ts';
import { expectUpdated } from './compare-and-swap.ts';
import type { CrlShardTable, Tables } from './schema.ts';
import { statement } from './statement.ts';

/** Written as in the index `certificate_ended`, so that both databases see that it serves. */
export const ended = sql<boolean>`(revoked_at is not null or retires_at is not null)`;

const openShards = statement<{ issuerId: string }, Selectable<CrlShardTable>>((db, given) =>
  db
    .selectFrom('crl_shard')
    .selectAll()
    .where('issuer_id', '=', given('issuerId'))
    .where('closed_at', 'is', null)
    .orderBy('shard'),
);

export function crlShards(db: Kysely<Tables>): RegisterTransaction['crlShards'] {
  const certificates = () => db.selectFrom('certificate').where(ended);
  return {
    async ofIssuer(issuerId) {
      const rows = db.selectFrom('crl_shard').selectAll().where('issuer_id', '=', issuerId).orderBy('shard');
      return (await rows.execute()).map(shardFrom);
    },
    async open(issuerId) {
      return (await openShards(db, { issuerId })).rows.map(shardFrom);
    },
    async count(issuerId) {
      const last = db.selectFrom('crl_shard').select('shard').where('issuer_id', '=', issuerId);
      return ((await last.orderBy('shard', 'desc').limit(1).executeTakeFirst())?.shard ?? -1) + 1;
    },
    async ended({ issuerId, shard }) {
      const found = await certificates()
        .select(['serial', 'expiry_date', 'revoked_at', 'revocation_reason', 'revoked_by', 'retires_at'])
        .where('issuer_id', '=', issuerId)
        .where('crl_shard', '=', shard)
        .execute();
      return found.map((row) => ({
        serial: row.serial,
        expiryDate: row.expiry_date,
        revocation: revocationFrom(row),
        retiresAt: row.retires_at,
      }));
    },
    async hasUnlisted({ issuerId, shard, number, now, serial }) {
      const asked = serial === undefined ? certificates() : certificates().where('serial', '=', serial);
      const found = await asked
        .select('serial')
        .where('issuer_id', '=', issuerId)
        .where('crl_shard', '=', shard)
        .where(({ or, eb }) => or([eb('crl_number', 'is', null), eb('crl_number', '>', number ?? -1)]))
        .where(({ or, eb }) => or([eb('revoked_at', 'is not', null), eb('retires_at', '<=', now)]))
        .limit(1)
        .executeTakeFirst();
      if (found !== undefined || shard !== 0) return found !== undefined;
      const authorities = db.selectFrom('revoked_authority').select('serial').where('issuer_id', '=', issuerId);
      const unlisted = await (serial === undefined ? authorities : authorities.where('serial', '=', serial))
        .where(({ or, eb }) => or([eb('crl_number', 'is', null), eb('crl_number', '>', number ?? -1)]))
        .limit(1)
        .executeTakeFirst();
      return unlisted !== undefined;
    },
    async insert(shard) {
      await db.insertInto('crl_shard').values(shardRow(shard)).execute();
    },
    async update(shard) {
      const result = await db
        .updateTable('crl_shard')
        .set(shardRow(shard))
        .where('issuer_id', '=', shard.issuerId)
        .where('shard', '=', shard.shard)
        .executeTakeFirst();
      expectUpdated(result, 'crl-shard');
    },
  };
}

function shardRow(shard: CrlShard): Insertable<CrlShardTable> {
  return {
    issuer_id: shard.issuerId,
    shard: shard.shard,
    url: shard.url,
    estimate: shard.estimate,
    last_expiry_date: shard.lastExpiryDate,
    closed_at: shard.closedAt,
  };
}

function shardFrom(row: Selectable<CrlShardTable>): CrlShard {
  return {
    issuerId: row.issuer_id,
    shard: row.shard,
    url: row.url,
    estimate: row.estimate,
    lastExpiryDate: row.last_expiry_date,
    closedAt: row.closed_at,
  };
}
