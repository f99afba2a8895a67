import { minutes, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import type { AuthorityRevocation } from '@koshin/lifecycle/certificates/authority-revocation.ts';
import type { Issuer } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';

/** As many as a sweep would take years to come by. */
const allOpen = 100_000;

/**
 * Draws the consequences of a CA's revocation, in the change that records it: it and the CAs below it sign nothing any
 * more, what they signed is accepted nowhere here, sessions with it have ended, and intents that wait for their signature
 * are given up. CRL and OCSP go on: they tell of each certificate by itself, to whoever has not heard of it.
 */
export async function endAuthorities(
  means: Means,
  tx: RegisterTransaction,
  { ending, revocation }: { readonly ending: readonly Issuer[]; readonly revocation: AuthorityRevocation },
): Promise<void> {
  const now = means.clock.now();
  const open = await tx.intents.open(plusSeconds(now, minutes(1)), allOpen);
  for (const { id, bankId, generation } of ending) {
    if (!(await tx.issuers.revoke({ id, revocation }))) continue;
    const ended = { endedAt: now, endReason: 'session-ended-by-certificate' } as const;
    const sessions = await tx.sessions.endOfIssuer({ issuerId: id, ...ended });
    const intents = open.filter(({ issuerId }) => issuerId === id);
    for (const { certificateId } of intents) await tx.intents.complete({ certificateId, at: now });
    const subject = { issuerId: id, generation, reason: revocation.reason, sessions, intents: intents.length };
    await systemAuditOf(means, tx, bankId)('issuer-revoked', subject);
  }
}
