import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, Presentation, PresentationAttempt } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { hashOf } from '../secrets.ts';

export interface PresentationState {
  readonly attempt: PresentationAttempt;
  /** What was redeemed; null while nothing came back. */
  readonly redeemed: Presentation | null;
  readonly expired: boolean;
}

/** What became of an attempt, told only to the browser that made it; to all others it does not exist. */
export async function describePresentation(
  means: Means,
  input: { readonly bankId: BankId; readonly nonce: string; readonly browserSecret: string | null },
): Promise<PresentationState> {
  const now = means.clock.now();
  return means.register.read(async (tx) => {
    const attempt = await tx.attempts.get(input.nonce);
    const mine = input.browserSecret !== null && attempt?.browserHash === hashOf(means, input.browserSecret);
    if (!mine || attempt.bankId !== input.bankId) throw refused('attempt-expired');
    const redeemed = await tx.presentations.redeemedOf(attempt.nonce);
    return { attempt, redeemed, expired: now >= attempt.expiresAt };
  });
}
