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
    async openedIn({ bankId, browserHash }) {
      const row = await db
        .selectFrom('acquisition')
        .selectAll()
        .where('opened_in', '=', browserHash)
        .where('bank_id', '=', bankId)
        .orderBy('opened_at', 'desc')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? acquisitionFrom(row) : null;
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
    opened_in: acquisition.opening?.browserHash ?? null,
    opened_at: acquisition.opening?.at ?? null,
    password_at: acquisition.opening?.passwordAt ?? null,
    password_set_at: acquisition.passwordSetAt,
    token_serial: acquisition.token?.serial ?? null,
    token_challenge: acquisition.token?.challenge ?? null,
    token_challenged_at: acquisition.token?.challengedAt ?? null,
    token_proven_at: acquisition.token?.provenAt ?? null,
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
    opening: openingFrom(row),
    passwordSetAt: row.password_set_at,
    token: tokenFrom(row),
    version: row.version,
  };
}

function openingFrom(row: Selectable<AcquisitionTable>): Acquisition['opening'] {
  if (row.opened_in === null || row.opened_at === null) return null;
  return { browserHash: row.opened_in, at: row.opened_at, passwordAt: row.password_at };
}

function tokenFrom(row: Selectable<AcquisitionTable>): Acquisition['token'] {
  if (row.token_serial === null || row.token_challenge === null || row.token_challenged_at === null) return null;
  return {
    serial: row.token_serial,
    challenge: new Uint8Array(row.token_challenge),
    challengedAt: row.token_challenged_at,
    provenAt: row.token_proven_at,
  };
}
