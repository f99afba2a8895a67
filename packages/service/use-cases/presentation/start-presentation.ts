import { minutes, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, PresentationAttempt, RenewalId } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { fullAcquirerOf } from '../acquisition/acquirer.ts';
import { certificateOfCode } from '../acquisition/certificate-of-code.ts';
import { actorOf } from '../actor.ts';
import type { Means } from '../means.ts';
import { hashOf, newId, newSecret } from '../secrets.ts';

type Asked =
  | { readonly purpose: 'login' }
  | { readonly purpose: 'first-use' }
  | { readonly purpose: 'renewal' | 'proof'; readonly sessionSecret: string; readonly renewalId: RenewalId };

export interface PresentationStarted {
  /** Public: stands in the host name, so in DNS and SNI. */
  readonly nonce: string;
  /** Secret: stands in the path. */
  readonly pathSecret: string;
}

/**
 * Makes an attempt to present a certificate, on a host name used once (R21), bound to the browser that asks.
 * For a renewal and for a proof it is bound to the session, too; for a first use to the code that was given there.
 */
export async function startPresentation(
  means: Means,
  input: { readonly bankId: BankId; readonly browserSecret: string } & Asked,
): Promise<PresentationStarted> {
  const nonce = newId<'attempt'>(means);
  const pathSecret = newSecret(means);
  const now = means.clock.now();
  await means.register.change(async (tx) => {
    const bank = await tx.banks.get(input.bankId);
    if (!bank) throw refused('not-found');
    await tx.attempts.insert({
      nonce,
      secretHash: hashOf(means, pathSecret),
      browserHash: hashOf(means, input.browserSecret),
      bankId: bank.id,
      purpose: input.purpose,
      startedAt: now,
      expiresAt: plusSeconds(now, minutes(bank.policy.attemptMinutes)),
      closedAt: null,
      ...(await bindings(means, tx, input)),
    });
  });
  return { nonce, pathSecret };
}

type Bindings = Pick<PresentationAttempt, 'sessionHash' | 'userId' | 'certificateId' | 'renewalId'>;

async function bindings(
  means: Means,
  tx: RegisterTransaction,
  input: { bankId: BankId; browserSecret: string } & Asked,
): Promise<Bindings> {
  if (input.purpose === 'login') return { sessionHash: null, userId: null, certificateId: null, renewalId: null };
  if (input.purpose === 'first-use') {
    const acquirer = await fullAcquirerOf(means, tx, input);
    const { certificate } = await certificateOfCode(means, tx, acquirer);
    if (certificate === null) throw refused('not-found');
    return { sessionHash: null, userId: acquirer.user.id, certificateId: certificate.id, renewalId: null };
  }
  const actor = await actorOf(means, tx, input);
  const renewal = await tx.renewals.get(input.renewalId);
  if (renewal?.userId !== actor.user.id) throw refused('not-found');
  return {
    sessionHash: actor.session.hash,
    userId: actor.user.id,
    certificateId: renewal.certificateId,
    renewalId: renewal.id,
  };
}
