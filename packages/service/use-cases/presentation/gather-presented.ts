import type { Presented } from '@koshin/lifecycle/presentation/judge.ts';
import type { CertificateRecord } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import type { PresentedChain } from './verify-chain.ts';

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
): Promise<Presented> {
  if (chain.issuer === null) return { issuer: 'unknown' };
  const user = record && (await tx.users.get(record.userId));
  const contract = user && (await tx.contracts.get(user.contractId));
  return {
    issuer: 'ours',
    issuerBankId: chain.issuer.bankId,
    registered: record,
    sameBytes: record?.fingerprint === digestOf(means, chain.der),
    userSuspendedAt: user?.suspendedAt ?? null,
    contractClosedAt: contract?.closedAt ?? null,
  };
}
