import { hash } from 'node:crypto';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { EventContent } from '@koshin/pki/audit/event-text.ts';
import type { Kysely } from 'kysely';
import type { AuditAct, AuditEvent } from '../../../ports/register/records.ts';
import type { Tables } from '../schema.ts';

/** An event that is to be written; its subject is JSON text. */
export interface NewEvent extends EventContent {
  readonly at: Instant;
  readonly act: AuditAct;
  readonly actor: AuditEvent['actor'];
  /** The textual entries of the subject: what the event is looked up by. */
  readonly entries: readonly (readonly [key: string, value: string])[];
}

/** Writes the event at the end of a chain, and what it can be looked up by, inside the open transaction. */
export type AppendToChain = (db: Kysely<Tables>, event: NewEvent) => Promise<void>;

/** The values of an event's statements. */
export function valuesOf({ actor, entries, ...event }: NewEvent) {
  const [keys, values] = [entries.map(([key]) => key), entries.map(([, value]) => value)];
  return { ...event, actorKind: actor.kind, actorId: actor.id, keys, values };
}

/** The hash of an event's text. */
export function hashOfText(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
