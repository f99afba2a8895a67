import {
  acquisitionCode,
  acquisitionCodeBytes,
  readAcquisitionCode,
} from '@koshin/lifecycle/acquisition/acquisition-code.ts';
import { acquisitionExpiresAt } from '@koshin/lifecycle/acquisition/judge-acquisition.ts';
import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Acquisition, BankId, Reissue, User } from '../../ports/register/records.ts';
import type { RegisterTransaction, RegisterView } from '../../ports/register/register.ts';
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
  const { code, acquisition } = newCode(means);
  await means.register.change(async (tx) => {
    const user = await ownerOfCode(tx, { bankId, loginId });
    await insertCode(tx, { acquisition, user, reissue: null });
    await tx.audit.append({
      at: acquisition.issuedAt,
      bankId,
      act: 'acquisition-code-issued',
      actor: { kind: 'bank', id: null },
      subject: { acquisitionId: acquisition.id, userId: user.id },
      refNo: null,
    });
  });
  return { code, expiresAt: acquisition.expiresAt };
}

/** A code as it is handed over, and what the register is to keep of it. */
export interface NewCode {
  readonly code: string;
  readonly acquisition: Pick<Acquisition, 'id' | 'codeHash' | 'issuedAt' | 'expiresAt'>;
}

export function newCode(means: Pick<Means, 'clock' | 'chance' | 'mathematics'>): NewCode {
  const code = acquisitionCode(means.chance.bytes(acquisitionCodeBytes));
  const issuedAt = means.clock.now();
  const kept = { codeHash: hashOfCode(means, code), issuedAt, expiresAt: acquisitionExpiresAt(issuedAt) };
  return { code, acquisition: { id: newId<'acquisition'>(means), ...kept } };
}

/** Who may be given a code. Refuses `not-found`, `contract-closed`, `user-suspended`. */
export async function ownerOfCode(
  tx: RegisterView,
  key: { readonly bankId: BankId; readonly loginId: string },
): Promise<User> {
  const user = await tx.users.byLoginId(key);
  const contract = user && (await tx.contracts.get(user.contractId));
  if (!user || !contract) throw refused('not-found');
  if (contract.closedAt !== null) throw refused('contract-closed');
  if (user.suspendedAt !== null) throw refused('user-suspended');
  return user;
}

/** From here on it is the user's newest, the only one that can be used. */
export async function insertCode(
  tx: RegisterTransaction,
  {
    acquisition,
    user,
    reissue,
  }: Pick<NewCode, 'acquisition'> & { readonly user: User; readonly reissue: Reissue | null },
): Promise<void> {
  const { id: userId, bankId } = user;
  const untouched = { failures: 0, used: null, opening: null, passwordSetAt: null, token: null };
  await tx.acquisitions.insert({ ...acquisition, ...untouched, bankId, userId, reissue });
}

/** What the register keeps of a code. Empty, which no hash is, for what cannot be a code. */
export function hashOfCode(means: Pick<Means, 'mathematics'>, given: string): string {
  const code = readAcquisitionCode(given);
  return code === null ? '' : hashOf(means, code);
}
