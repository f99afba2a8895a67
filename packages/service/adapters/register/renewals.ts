import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { expectUpdated } from './compare-and-swap.ts';
import type { RenewalTable, Tables } from './schema.ts';
import { allGiven, insertion, statement } from './statement.ts';

/** As in the index `renewal_live`; written out, so that both databases see that it serves. */
const ended = (['proven', 'cancelled', 'failed'] as const).map((state) => sql.lit(state));

type RenewalRow = Selectable<RenewalTable>;

const byId = statement<{ id: string }, RenewalRow>((db, given) =>
  db.selectFrom('renewal').selectAll().where('id', '=', given('id')),
);
const liveOf = statement<{ certificateId: string }, RenewalRow>((db, given) =>
  db
    .selectFrom('renewal')
    .selectAll()
    .where('certificate_id', '=', given('certificateId'))
    .where('state', 'not in', ended),
);
const insert = insertion('renewal');
const update = statement<ReturnType<typeof changeable> & Pick<RenewalRow, 'id' | 'version'>, unknown>(
  (db, given, all) =>
    db
      .updateTable('renewal')
      .set({
        ...allGiven(
          given,
          all.filter((name) => name !== 'id'),
        ),
        version: sql<number>`${given('version')} + 1`,
      })
      .where('id', '=', given('id'))
      .where('version', '=', given('version')),
);

export function renewals(db: Kysely<Tables>): RegisterTransaction['renewals'] {
  return {
    async get(id) {
      const [row] = (await byId(db, { id })).rows;
      return row ? renewalFrom(row) : null;
    },
    async liveOf(certificateId) {
      const [row] = (await liveOf(db, { certificateId })).rows;
      return row ? renewalFrom(row) : null;
    },
    async latestOf(certificateId) {
      const latest = db
        .selectFrom('renewal')
        .selectAll()
        .where('certificate_id', '=', certificateId)
        .orderBy('seq', 'desc')
        .limit(1);
      const row = await latest.executeTakeFirst();
      return row ? renewalFrom(row) : null;
    },
    async insert(renewal) {
      await insert(db, { ...renewalRow(renewal), version: 1 });
    },
    async update(renewal) {
      const { id, version } = renewal;
      expectUpdated(await update(db, { ...changeable(renewal), id, version }), 'renewal');
    },
  };
}

function renewalRow(renewal: Omit<RenewalRecord, 'version'>): Omit<Insertable<RenewalTable>, 'version'> {
  return {
    id: renewal.id,
    bank_id: renewal.bankId,
    user_id: renewal.userId,
    certificate_id: renewal.certificateId,
    started_at: renewal.startedAt,
    ...changeable(renewal),
  };
}

/** All but whose and when it is. */
function changeable(renewal: Omit<RenewalRecord, 'version'>) {
  return {
    state: renewal.state,
    window_id: renewal.windowId,
    window_seen_at: renewal.windowSeenAt,
    confirmed_in: renewal.confirmedIn,
    used_on_other_pcs: truthOf(renewal.usedOnOtherPcs),
    proven_at: renewal.provenAt,
    proven_certificate_id: renewal.provenCertificateId,
    ended_reason: renewal.ended?.reason ?? null,
    ended_at: renewal.ended?.at ?? null,
  };
}

function truthOf(value: boolean | null): 0 | 1 | null {
  return value === null ? null : value ? 1 : 0;
}

function renewalFrom(row: Selectable<RenewalTable>): RenewalRecord {
  return {
    id: row.id,
    bankId: row.bank_id,
    userId: row.user_id,
    certificateId: row.certificate_id,
    state: row.state,
    startedAt: row.started_at,
    windowId: row.window_id,
    windowSeenAt: row.window_seen_at,
    confirmedIn: row.confirmed_in,
    usedOnOtherPcs: row.used_on_other_pcs === null ? null : row.used_on_other_pcs === 1,
    provenAt: row.proven_at,
    provenCertificateId: row.proven_certificate_id,
    ended: row.ended_reason === null || row.ended_at === null ? null : { reason: row.ended_reason, at: row.ended_at },
    version: row.version,
  };
}
