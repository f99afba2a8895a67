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
  { bankId, chain }: { readonly bankId: BankId; readonly chain: PresentedChain },
): Promise<HolderJudgement> {
  const [bank, gathered] = await Promise.all([tx.banks.get(bankId), gatherPresented(means, tx, chain)]);
  if (!bank) throw refused('not-found');
  const judged = judgePresentation({
    now: means.clock.now(),
    zone: bank.policy.zone,
    bankId: bank.id,
    aim: { purpose: 'login' },
    presented: gathered.presented,
  });
  const { record, user, contract } = gathered;
  if (!judged.accepted) return { accepted: false, refusal: judged, record };
  if (!record || !user || !contract) throw refused('not-found');
  return { accepted: true, holder: { bank, contract, user, certificate: record } };
}
