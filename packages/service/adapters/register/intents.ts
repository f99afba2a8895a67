import type { Insertable, Kysely, Selectable } from 'kysely';
import type { IssuanceIntent } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { expectUpdated } from './compare-and-swap.ts';
import type { IntentTable, Tables } from './schema.ts';

export function intents(db: Kysely<Tables>): RegisterTransaction['intents'] {
  const rows = db.selectFrom('issuance_intent').selectAll();
  return {
    async get(certificateId) {
      const row = await rows.where('certificate_id', '=', certificateId).executeTakeFirst();
      return row ? intentFrom(row) : null;
    },
    async byKeyDigest(keyDigest) {
      const row = await rows.where('key_digest', '=', keyDigest).executeTakeFirst();
      return row ? intentFrom(row) : null;
    },
    async ofRenewal(renewalId) {
      return (await rows.where('renewal_id', '=', renewalId).orderBy('seq').execute()).map(intentFrom);
    },
    async open(before, limit) {
      const open = rows.where('completed_at', 'is', null).where('recorded_at', '<', before);
      return (await open.orderBy('recorded_at').orderBy('seq').limit(limit).execute()).map(intentFrom);
    },
    async insert(intent) {
      await db.insertInto('issuance_intent').values(intentRow(intent)).execute();
    },
    async complete({ certificateId, at }) {
      const result = await db
        .updateTable('issuance_intent')
        .set(({ fn, ref, val }) => ({ completed_at: fn.coalesce(ref('completed_at'), val(at)) }))
        .where('certificate_id', '=', certificateId)
        .executeTakeFirst();
      expectUpdated(result, 'intent');
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
