import { judgePresentation } from '@koshin/lifecycle/presentation/judge.ts';
import type { PresentationRefused } from '@koshin/lifecycle/presentation/rules.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { Bank, BankId, CertificateRecord, Contract, User } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';
import { gatherPresented } from '../presentation/gather-presented.ts';
import type { PresentedChain } from '../presentation/verify-chain.ts';

/** Who showed in a TLS handshake that he has the key of a certificate which is accepted now. */
export interface Holder {
  readonly bank: Bank;
  readonly contract: Contract;
  readonly user: User;
  readonly certificate: CertificateRecord;
}

export type HolderJudgement =
  | { readonly accepted: true; readonly holder: Holder }
  | { readonly accepted: false; readonly refusal: PresentationRefused; readonly record: CertificateRecord | null };

/** Judges a presented certificate as login does: the same facts, the same rules (lifecycle/presentation). */
export async function judgeHolder(
  means: Pick<Means, 'mathematics' | 'clock'>,
  tx: RegisterView,
  { bankId, chain }: { readonly bankId: BankId; readonly chain: PresentedChain | null },
): Promise<HolderJudgement> {
  const bank = await tx.banks.get(bankId);
  if (!bank) throw refused('not-found');
  const issuerId = chain?.issuer?.id;
  const record = issuerId ? await tx.certificates.bySerial({ issuerId, serial: chain.serial }) : null;
  const gathered = chain && (await gatherPresented(means, tx, { chain, record }));
  const judged = judgePresentation({
    now: means.clock.now(),
    zone: bank.policy.zone,
    bankId: bank.id,
    aim: { purpose: 'login' },
    presented: gathered?.presented ?? null,
  });
  if (!judged.accepted) return { accepted: false, refusal: judged, record };
  if (!record || !gathered?.user || !gathered.contract) throw refused('not-found');
  const { user, contract } = gathered;
  return { accepted: true, holder: { bank, contract, user, certificate: record } };
}
