import type { Kysely, Selectable } from 'kysely';
import type { AuditCheckpoint } from '../../../ports/register/records.ts';
import type { RegisterTransaction } from '../../../ports/register/register.ts';
import type { CheckpointTable, Tables } from '../schema.ts';

export function checkpoints(db: Kysely<Tables>): RegisterTransaction['checkpoints'] {
  const all = db.selectFrom('audit_checkpoint').selectAll();
  return {
    async latest() {
      const row = await all.where('number', '>', 0).orderBy('number', 'desc').limit(1).executeTakeFirst();
      return row ? checkpointFrom(row) : null;
    },
    async after({ number, limit }) {
      const rows = await all.where('number', '>', number).orderBy('number').limit(limit).execute();
      return rows.map(checkpointFrom);
    },
    async keys() {
      const rows = await db.selectFrom('audit_key').selectAll().orderBy('seq').execute();
      return rows.map(({ key_name, public_key, recorded_at }) => ({
        keyName: key_name,
        publicKey: new Uint8Array(public_key),
        recordedAt: recorded_at,
      }));
    },
    async insert({ number, text, signature }) {
      await db
        .insertInto('audit_checkpoint')
        .values({ number, text, signature: Buffer.from(signature) })
        .execute();
    },
    async recordKey({ keyName, publicKey, recordedAt }) {
      await db
        .insertInto('audit_key')
        .values({ key_name: keyName, public_key: Buffer.from(publicKey), recorded_at: recordedAt })
        .execute();
    },
  };
}

function checkpointFrom({ number, text, signature }: Selectable<CheckpointTable>): AuditCheckpoint {
  return { number, text, signature: new Uint8Array(signature) };
}
