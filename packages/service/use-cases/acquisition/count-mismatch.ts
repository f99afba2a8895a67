import type { Acquisition } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';

/** A wrong code counts for the user's newest one. The caller commits it although he refuses. */
export async function countMismatch(
  means: Means,
  tx: RegisterTransaction,
  { newest, locks }: { readonly newest: Acquisition; readonly locks: boolean },
): Promise<void> {
  await tx.acquisitions.update({ ...newest, failures: newest.failures + 1 });
  const subject = { acquisitionId: newest.id, userId: newest.userId };
  for (const act of locks
    ? (['acquisition-mismatch', 'acquisition-locked'] as const)
    : ['acquisition-mismatch' as const]) {
    await tx.audit.append({
      at: means.clock.now(),
      bankId: newest.bankId,
      act,
      actor: { kind: 'customer', id: null },
      subject,
      refNo: null,
    });
  }
}
