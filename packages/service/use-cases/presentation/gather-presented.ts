import type { Presented } from '@koshin/lifecycle/presentation/judge.ts';
import type { CertificateRecord, Contract, User } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { digestOf } from '../secrets.ts';
import type { PresentedChain } from './verify-chain.ts';

export interface Gathered {
  readonly presented: Presented;
  /** The certificate and its owner; null: none of ours was presented. */
  readonly record: CertificateRecord | null;
  readonly user: User | null;
  readonly contract: Contract | null;
}

/** What the register knows of a presented certificate and its owner, for `lifecycle/presentation` to judge. */
export async function gatherPresented(
  means: Pick<Means, 'mathematics'>,
  tx: RegisterView,
  chain: PresentedChain,
): Promise<Gathered> {
  const nobody = { record: null, user: null, contract: null };
  if (chain.issuer === null) return { presented: { issuer: 'unknown' }, ...nobody };
  const found = await tx.certificates.withOwner({ issuerId: chain.issuer.id, serial: chain.serial });
  const { certificate: record, user, contract } = found ?? { ...nobody, certificate: null };
  // What is remembered of an issuer may be older than its revocation.
  const issuerRevokedAt = found ? found.issuerRevokedAt : (chain.issuer.revocation?.at ?? null);
  const presented = {
    issuer: 'ours',
    issuerBankId: chain.issuer.bankId,
    issuerRevokedAt,
    registered: record,
    sameBytes: record?.fingerprint === digestOf(means, chain.der),
    userSuspendedAt: user?.suspendedAt ?? null,
    contractClosedAt: contract?.closedAt ?? null,
  } as const;
  return { presented, record, user, contract };
}
