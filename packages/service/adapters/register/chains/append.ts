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
}

/** Writes the event at the end of a chain, inside the open transaction. Gives its seq. */
export type AppendToChain = (db: Kysely<Tables>, event: NewEvent) => Promise<number>;

/** The hash of an event's text. */
export function hashOfText(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
