import type { Kysely, Selectable } from 'kysely';
import type { AuditEvent } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { AppendToChain } from './chains/append.ts';
import { factsFrom } from './json-text.ts';
import type { AuditEventTable, Tables } from './schema.ts';

export function audit(db: Kysely<Tables>, append: AppendToChain): RegisterTransaction['audit'] {
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
      await append(db, {
        at: event.at,
        bankId: event.bankId,
        act: event.act,
        actor: event.actor,
        subject: JSON.stringify(event.subject),
        refNo: event.refNo,
        entries: Object.entries(event.subject).flatMap(([key, value]) =>
          typeof value === 'string' ? [[key, value] as const] : [],
        ),
      });
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
