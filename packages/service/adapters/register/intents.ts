import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { IssuanceIntent } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { IntentTable, Tables } from './schema.ts';
import { insertion, statement } from './statement.ts';

type IntentRow = Selectable<IntentTable>;

const byKeyDigest = statement<{ keyDigest: string }, IntentRow>((db, given) =>
  db.selectFrom('issuance_intent').selectAll().where('key_digest', '=', given('keyDigest')),
);
const instantsOf = statement<{ renewalId: string }, Pick<IntentRow, 'recorded_at'>>((db, given) =>
  db.selectFrom('issuance_intent').select('recorded_at').where('renewal_id', '=', given('renewalId')),
);
const insert = insertion('issuance_intent');
const complete = statement<{ certificateId: string; at: Instant }, unknown>((db, given) =>
  db
    .updateTable('issuance_intent')
    .set({ completed_at: given('at') })
    .where('certificate_id', '=', given('certificateId'))
    .where('completed_at', 'is', null),
);

export function intents(db: Kysely<Tables>): RegisterTransaction['intents'] {
  const rows = () => db.selectFrom('issuance_intent').selectAll();
  return {
    async get(certificateId) {
      const row = await rows().where('certificate_id', '=', certificateId).executeTakeFirst();
      return row ? intentFrom(row) : null;
    },
    async byKeyDigest(keyDigest) {
      const [row] = (await byKeyDigest(db, { keyDigest })).rows;
      return row ? intentFrom(row) : null;
    },
    async instantsOf(renewalId) {
      return (await instantsOf(db, { renewalId })).rows.map((row) => row.recorded_at);
    },
    async ofRenewal(renewalId) {
      return (await rows().where('renewal_id', '=', renewalId).orderBy('seq').execute()).map(intentFrom);
    },
    async open(before, limit) {
      const open = rows().where('completed_at', 'is', null).where('recorded_at', '<', before);
      return (await open.orderBy('recorded_at').orderBy('seq').limit(limit).execute()).map(intentFrom);
    },
    async insert(intent) {
      await insert(db, intentRow(intent));
    },
    async complete(key) {
      return (await complete(db, key)).numAffectedRows === 1n;
    },
  };
}

function intentRow(intent: IssuanceIntent): Insertable<IntentTable> {
  return {
    certificate_id: intent.certificateId,
    bank_id: intent.bankId,
    user_id: intent.userId,
    issuer_id: intent.issuerId,
    crl_shard: intent.crlShard,
    serial: intent.serial,
    profile: intent.profile,
    key_digest: intent.keyDigest,
    tbs: intent.tbs,
    subject_label: intent.subjectLabel,
    not_before: intent.notBefore,
    expiry_date: intent.expiryDate,
    renewal_id: intent.renewalId,
    recorded_at: intent.recordedAt,
    completed_at: intent.completedAt,
  };
}

function intentFrom(row: Selectable<IntentTable>): IssuanceIntent {
  return {
    certificateId: row.certificate_id,
    bankId: row.bank_id,
    userId: row.user_id,
    issuerId: row.issuer_id,
    crlShard: row.crl_shard,
    serial: row.serial,
    profile: row.profile,
    keyDigest: row.key_digest,
    tbs: new Uint8Array(row.tbs),
    subjectLabel: row.subject_label,
    notBefore: row.not_before,
    expiryDate: row.expiry_date,
    renewalId: row.renewal_id,
    recordedAt: row.recorded_at,
    completedAt: row.completed_at,
  };
}
