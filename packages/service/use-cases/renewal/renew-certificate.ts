import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import { passwordFresh } from '@koshin/lifecycle/login/session-rules.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CertificateRecord, RenewalRecord } from '../../ports/register/records.ts';
import { type Actor, actorOf } from '../actor.ts';
import { chainOf } from '../issuance/chain-of.ts';
import { completeIntent } from '../issuance/complete-intent.ts';
import type { Intended } from '../issuance/decide-certificate.ts';
import { type RequestedKey, readRequest } from '../issuance/read-request.ts';
import type { Means } from '../means.ts';
import { describeRenewal, type RenewalFacts } from './describe-renewal.ts';
import { intendSuccessor } from './intend-successor.ts';
import { heldBy, ownRenewal, type RenewalKey } from './own-renewal.ts';

export interface Issued {
  readonly renewal: RenewalFacts;
  readonly certificate: CertificateRecord;
  /** DER of the issuing CA first, of the root last. */
  readonly chain: readonly Uint8Array[];
}

/**
 * A certification request becomes a certificate; for one key always the same, byte for byte, however often and from
 * wherever it is asked (lifecycle, `ready → requested → issued`).
 */
export async function renewCertificate(
  means: Means,
  input: RenewalKey & { readonly csr: Uint8Array },
): Promise<Issued> {
  // 1. Proof of possession before anything else, and the key must be strong (RFC 2986 4.2).
  const requested = await readRequest(means, input.csr);
  // 2. Decide, and record the intent: issuer generation, serial, the complete to-be-signed bytes, the key.
  const intended = await recordIntent(means, input, requested);
  // 3. Sign what was recorded; the certificate is committed before it is answered.
  const certificate = await completeIntent(means, intended);
  // 4. Answer from the register.
  return means.register.read(async (tx) => {
    const actor = await actorOf(means, tx, input);
    const renewal = await tx.renewals.get(input.renewalId);
    if (!renewal) throw refused('not-found');
    return {
      renewal: await describeRenewal(means, tx, { renewal, actor, windowId: input.windowId, resumed: true }),
      certificate,
      chain: await chainOf(tx, certificate.issuerId),
    };
  });
}

async function recordIntent(means: Means, input: RenewalKey, requested: RequestedKey): Promise<Intended> {
  return means.register.change(async (tx) => {
    const { actor, renewal } = await ownRenewal(means, tx, input);
    return intendSuccessor(means, tx, {
      owner: actor,
      renewal: heldBy(renewal, input, means),
      requested,
      known: await tx.intents.byKeyDigest(requested.keyDigest),
      beforeNewKey: () => mustBeConfirmed(renewal, actor, means.clock.now()),
    });
  });
}

/**
 * A new key is taken only from a session in which the certificate to be renewed was presented, and in which 「更新」 was
 * pressed with a fresh password, or the password was just given at login.
 */
function mustBeConfirmed(renewal: RenewalRecord, { session, bank }: Actor, now: Instant): void {
  const presented = [session.certificateId, ...session.alsoPresented].includes(renewal.certificateId);
  if (!presented) throw refused('renewal-needs-current-certificate');
  if (renewal.confirmedIn === session.hash || passwordFresh(session.passwordAt, now, bank.policy)) return;
  throw refused('renewal-out-of-order', {}, { expected: 'confirmed in this session', got: 'another session' });
}
