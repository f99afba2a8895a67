import {
  acquisitionCode,
  acquisitionCodeBytes,
  readAcquisitionCode,
} from '@koshin/lifecycle/acquisition/acquisition-code.ts';
import { acquisitionExpiresAt } from '@koshin/lifecycle/acquisition/judge-acquisition.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { hashOf, newId } from '../secrets.ts';

export interface IssuedCode {
  /** As it is handed over: `XXXX-XXXX-XXXX-XXXX`. It is told here and never again; the register keeps its hash. */
  readonly code: string;
  readonly expiresAt: Instant;
}

/**
 * The bank gives a user a code for his first certificate (R23). It takes the place of codes given before.
 * Refuses `not-found` for a user whom the bank does not have, `user-suspended` and `contract-closed`.
 */
export async function issueAcquisitionCode(
  means: Pick<Means, 'register' | 'clock' | 'chance' | 'mathematics'>,
  { bankId, loginId }: { readonly bankId: BankId; readonly loginId: string },
): Promise<IssuedCode> {
  const now = means.clock.now();
  const code = acquisitionCode(means.chance.bytes(acquisitionCodeBytes));
  const expiresAt = acquisitionExpiresAt(now);
  const id = newId<'acquisition'>(means);
  await means.register.change(async (tx) => {
    const user = await tx.users.byLoginId({ bankId, loginId });
    const contract = user && (await tx.contracts.get(user.contractId));
    if (!user || !contract) throw refused('not-found');
    if (contract.closedAt !== null) throw refused('contract-closed');
    if (user.suspendedAt !== null) throw refused('user-suspended');
    await tx.acquisitions.insert({
      id,
      bankId,
      userId: user.id,
      codeHash: hashOfCode(means, code),
      issuedAt: now,
      expiresAt,
      failures: 0,
      used: null,
    });
    await tx.audit.append({
      at: now,
      bankId,
      act: 'acquisition-code-issued',
      actor: { kind: 'bank', id: null },
      subject: { acquisitionId: id, userId: user.id },
      refNo: null,
    });
  });
  return { code, expiresAt };
}

/** What the register keeps of a code. Empty, which no hash is, for what cannot be a code. */
export function hashOfCode(means: Pick<Means, 'mathematics'>, given: string): string {
  const code = readAcquisitionCode(given);
  return code === null ? '' : hashOf(means, code);
}
