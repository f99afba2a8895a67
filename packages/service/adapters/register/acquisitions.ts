import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Acquisition } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { expectUpdated } from './compare-and-swap.ts';
import type { AcquisitionTable, Tables } from './schema.ts';

export function acquisitions(db: Kysely<Tables>): RegisterTransaction['acquisitions'] {
  return {
    async ofUser(userId) {
      const rows = db.selectFrom('acquisition').selectAll().where('user_id', '=', userId).orderBy('seq', 'desc');
      return (await rows.execute()).map(acquisitionFrom);
    },
    async insert(acquisition) {
      await db
        .insertInto('acquisition')
        .values({ ...acquisitionRow(acquisition), version: 1 })
        .execute();
    },
    async update(acquisition) {
      const result = await db
        .updateTable('acquisition')
        .set({ ...acquisitionRow(acquisition), version: acquisition.version + 1 })
        .where('id', '=', acquisition.id)
        .where('version', '=', acquisition.version)
        .executeTakeFirst();
      expectUpdated(result, 'acquisition');
    },
  };
}

function acquisitionRow(acquisition: Omit<Acquisition, 'version'>): Omit<Insertable<AcquisitionTable>, 'version'> {
  return {
    id: acquisition.id,
    bank_id: acquisition.bankId,
    user_id: acquisition.userId,
    code_hash: acquisition.codeHash,
    issued_at: acquisition.issuedAt,
    expires_at: acquisition.expiresAt,
    failures: acquisition.failures,
    used_at: acquisition.used?.at ?? null,
    used_key_digest: acquisition.used?.keyDigest ?? null,
    reissued_certificate_id: acquisition.reissue?.certificateId ?? null,
    reissued_fate: acquisition.reissue?.current ?? null,
  };
}

function acquisitionFrom(row: Selectable<AcquisitionTable>): Acquisition {
  return {
    id: row.id,
    bankId: row.bank_id,
    userId: row.user_id,
    codeHash: row.code_hash,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    failures: row.failures,
    reissue:
      row.reissued_certificate_id === null || row.reissued_fate === null
        ? null
        : { certificateId: row.reissued_certificate_id, current: row.reissued_fate },
    used:
      row.used_at === null || row.used_key_digest === null ? null : { at: row.used_at, keyDigest: row.used_key_digest },
    version: row.version,
  };
}
