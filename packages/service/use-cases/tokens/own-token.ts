import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { isLive } from '@koshin/lifecycle/renewal/states.ts';
import { judgeToken } from '@koshin/lifecycle/tokens/judge-token.ts';
import { stands } from '@koshin/lifecycle/tokens/states.ts';
import type { RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Token, TokenApplication } from '../../ports/register/token-records.ts';
import type { Actor } from '../actor.ts';
import type { Means } from '../means.ts';
import { ownRenewal, type RenewalKey } from '../renewal/own-renewal.ts';

/** Which token the customer's side says is there. */
export type TokenKey = RenewalKey & { readonly serial: string };

/**
 * The actor's live renewal with the token that he may use for it, as the bank has it now. Refuses as `ownRenewal` does,
 * `renewal-not-live`, and what `judgeToken` refuses.
 */
export async function ownToken(
  means: Means,
  tx: RegisterTransaction,
  key: TokenKey,
): Promise<UsableToken & { readonly actor: Actor; readonly renewal: RenewalRecord }> {
  const { actor, renewal } = await ownRenewal(means, tx, key);
  if (!isLive(renewal.state)) throw refused('renewal-not-live', {}, { expected: 'a live renewal', got: renewal.state });
  return { actor, renewal, ...(await usableToken(tx, { ...actor, serial: key.serial })) };
}

export interface UsableToken {
  readonly token: Token;
  readonly application: TokenApplication;
}

/** The token of this serial that the bank has given this user. Refuses what `judgeToken` refuses. */
export async function usableToken(
  tx: RegisterTransaction,
  { bank, user, ...given }: Pick<Actor, 'bank' | 'user'> & { readonly serial: string },
): Promise<UsableToken> {
  // 1. Gather.
  const serial = given.serial.trimEnd();
  const registered = await tx.tokens.ofSerial({ bankId: bank.id, serial });
  const applications = await tx.tokenApplications.ofUser(user.id);
  // 2. Judge.
  const tokens = registered.map((one) => ({ ...one, suspended: one.suspendedAt !== null }));
  const judgement = judgeToken({ serial, userId: user.id, tokens, applications });
  if (!judgement.accepted) throw new Refusal(judgement);
  const token = registered.find(({ suspendedAt }) => suspendedAt === null);
  const application = applications.find(({ state }) => stands(state));
  if (!token || !application) throw refused('token-not-registered', { tokenSerialTail: serial.slice(-4) });
  return { token, application };
}
