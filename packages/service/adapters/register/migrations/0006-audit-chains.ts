import { beforeTheFirst, eventText } from '@koshin/pki/audit/event-text.ts';
import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import { hashOfText } from '../chains/append.ts';
import type { Dialect } from '../dialect.ts';
import type { AuditEventTable } from '../schema.ts';

const required = (column: ColumnDefinitionBuilder) => column.notNull();

export async function createAuditChains(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { name, text, instant, bytes, sequence, sequenceColumn, nameColumn } = dialect;
  // 1. The place of each event.
  for (const [column, type] of [
    ['chain', sequence],
    ['position', sequence],
    ['previous', bytes],
    ['hash', bytes],
  ] as const) {
    await db.schema.alterTable('audit_event').addColumn(column, type).execute();
  }
  // 2. What was written before is chained now, as it stands.
  await chainWhatStands(db.$extendTables<{ audit_event: AuditEventTable }>());
  await db.schema.createIndex('audit_chain').unique().on('audit_event').columns(['chain', 'position desc']).execute();
  // 3. Checkpoints and their keys.
  await db.schema
    .createTable('audit_checkpoint')
    .addColumn('number', sequence, (column) => column.primaryKey())
    .addColumn('text', text, required)
    .addColumn('signature', bytes, required)
    .execute();
  await db.schema
    .createTable('audit_key')
    .addColumn('seq', sequence, name === 'sqlite' ? sequenceColumn : (column) => sequenceColumn(column).unique())
    .addColumn('key_name', text, nameColumn)
    .addColumn('public_key', bytes, required)
    .addColumn('recorded_at', instant, required)
    .execute();
}

/** So many events are in memory at a time. */
const atATime = 1_000;

/** Chain 0, in the order of writing. */
async function chainWhatStands(db: Kysely<{ audit_event: AuditEventTable }>): Promise<void> {
  const chain = 0;
  let [position, seq, previous] = [0, Number.MIN_SAFE_INTEGER, beforeTheFirst];
  for (;;) {
    const rows = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(atATime)
      .execute();
    for (const row of rows) {
      position += 1;
      const actor = { kind: row.actor_kind, id: row.actor_id };
      const { at, bank_id: bankId, act, subject, ref_no: refNo } = row;
      const hash = hashOfText(eventText({ chain, position, previous }, { at, bankId, act, actor, subject, refNo }));
      await db
        .updateTable('audit_event')
        .set({ chain, position, previous: Buffer.from(previous, 'hex'), hash })
        .where('seq', '=', row.seq)
        .execute();
      ({ seq } = row);
      previous = hash.toString('hex');
    }
    if (rows.length < atATime) return;
  }
}
