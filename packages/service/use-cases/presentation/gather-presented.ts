import type { Presented } from '@koshin/lifecycle/presentation/judge.ts';
import type { CertificateRecord, Contract, User } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import type { PresentedChain } from './verify-chain.ts';

export interface Gathered {
  readonly presented: Presented;
  /** The owner; null: none of our certificates was presented. */
  readonly user: User | null;
  readonly contract: Contract | null;
}

/** What the register knows of a presented certificate and its owner, for `lifecycle/presentation` to judge. */
export async function gatherPresented(
  means: Pick<Means, 'mathematics'>,
  tx: RegisterView,
  {
    chain,
    record,
  }: {
    readonly chain: PresentedChain;
    /** Found by the chain's issuer and serial; null: there is none. */
    readonly record: CertificateRecord | null;
  },
): Promise<Gathered> {
  if (chain.issuer === null) return { presented: { issuer: 'unknown' }, user: null, contract: null };
  const user = record && (await tx.users.get(record.userId));
  const contract = user && (await tx.contracts.get(user.contractId));
  const presented = {
    issuer: 'ours',
    issuerBankId: chain.issuer.bankId,
    issuerRevokedAt: chain.issuer.revocation?.at ?? null,
    registered: record,
    sameBytes: record?.fingerprint === digestOf(means, chain.der),
    userSuspendedAt: user?.suspendedAt ?? null,
    contractClosedAt: contract?.closedAt ?? null,
  } as const;
  return { presented, user, contract };
}
