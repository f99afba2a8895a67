import type { Kysely, Selectable } from 'kysely';
import type { AuditEvent } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { factsFrom } from './json-text.ts';
import type { AuditEventTable, Tables } from './schema.ts';

export function audit(db: Kysely<Tables>): RegisterTransaction['audit'] {
  return {
    async of({ bankId, subject }) {
      let events = db.selectFrom('audit_event').selectAll();
      if (bankId !== undefined) events = events.where('bank_id', '=', bankId);
      if (subject !== undefined) {
        events = events.where('seq', 'in', (eb) =>
          eb
            .selectFrom('audit_subject')
            .select('audit_subject.seq')
            .where('key', '=', subject.key)
            .where('value', '=', subject.value),
        );
      }
      return (await events.orderBy('seq').execute()).map(eventFrom);
    },
    async append(event) {
      const { seq } = await db
        .insertInto('audit_event')
        .values({
          at: event.at,
          bank_id: event.bankId,
          act: event.act,
          actor_kind: event.actor.kind,
          actor_id: event.actor.id,
          subject: JSON.stringify(event.subject),
          ref_no: event.refNo,
        })
        .returning('seq')
        .executeTakeFirstOrThrow();
      const entries = Object.entries(event.subject).flatMap(([key, value]) =>
        typeof value === 'string' ? [{ seq, key, value }] : [],
      );
      if (entries.length > 0) await db.insertInto('audit_subject').values(entries).execute();
    },
  };
}

function eventFrom(row: Selectable<AuditEventTable>): AuditEvent {
  return {
    at: row.at,
    bankId: row.bank_id,
    act: row.act,
    actor: { kind: row.actor_kind, id: row.actor_id },
    subject: factsFrom(row.subject),
    refNo: row.ref_no,
  };
}
