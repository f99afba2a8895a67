import type { AuditAct, BankId } from '../ports/register/records.ts';
import type { RegisterTransaction } from '../ports/register/register.ts';
import type { Actor } from './actor.ts';
import type { Means } from './means.ts';

type Subject = Readonly<Record<string, string | number | boolean | null>>;

/** Writes what a customer did, in the transaction in which it takes effect (invariant 7). */
export function auditOf(means: Means, tx: RegisterTransaction, actor: Pick<Actor, 'bank' | 'user'>) {
  return (act: AuditAct, subject: Subject, refNo: string | null = null): Promise<void> =>
    tx.audit.append({
      at: means.clock.now(),
      bankId: actor.bank.id,
      act,
      actor: { kind: 'customer', id: actor.user.id },
      subject,
      refNo,
    });
}

/** Writes what the system did by itself. */
export function systemAuditOf(means: Pick<Means, 'clock'>, tx: RegisterTransaction, bankId: BankId | null) {
  return (act: AuditAct, subject: Subject): Promise<void> =>
    tx.audit.append({
      at: means.clock.now(),
      bankId,
      act,
      actor: { kind: 'system', id: null },
      subject,
      refNo: null,
    });
}

/** Who of a bank acts; `operatorId` null: the bank itself, as by a command on its machine. */
export interface BankActor {
  readonly bankId: BankId;
  readonly operatorId: string | null;
}

/** Writes what a bank did. */
export function bankAuditOf(means: Means, tx: RegisterTransaction, { bankId, operatorId }: BankActor) {
  return (act: AuditAct, subject: Subject): Promise<void> =>
    tx.audit.append({
      at: means.clock.now(),
      bankId,
      act,
      actor: { kind: 'bank', id: operatorId },
      subject,
      refNo: null,
    });
}
