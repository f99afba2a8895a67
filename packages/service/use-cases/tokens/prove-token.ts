import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { describeRenewal, type RenewalFacts } from '../renewal/describe-renewal.ts';
import { heldBy } from '../renewal/own-renewal.ts';
import { changeApplication } from './change-application.ts';
import { type DeviceProof, deviceKeySigned, mustBeAsAsked, mustHold } from './device-proof.ts';
import { ownToken, type TokenKey } from './own-token.ts';

type Proof = TokenKey & DeviceProof;

/**
 * The device key has signed the challenge: this token was there while the renewal was made, and only now may the renewal's
 * certificate be reported as kept on it. Says nothing of where the certificate's own key is. Again is nothing. Refuses as
 * `ownToken` does, `attempt-expired` without a challenge of this token that still holds, and `token-device-key-missing`
 * for another key's signature.
 */
export async function proveToken(means: Means, input: Proof): Promise<RenewalFacts> {
  // 1. Who says it of which token, and what that was to sign.
  const asked = await means.register.change((tx) => gather(means, tx, input));
  // 2. Its own key has signed, and nothing else.
  const genuine = await deviceKeySigned(means, { ...asked, proof: input });
  const answer = await means.register.change(async (tx) => {
    // 3. Judged anew: the bank may have suspended it, another window may have asked anew.
    const own = await gather(means, tx, input);
    const { actor, renewal, token, application, chosen } = own;
    const audit = auditOf(means, tx, actor);
    const subject = { renewalId: renewal.id, serial: token.serial };
    if (!genuine) {
      await audit('token-proof-mismatch', subject);
      return refused('token-device-key-missing', { tokenSerialTail: token.serial.slice(-4) });
    }
    mustBeAsAsked(asked, own);
    // 4. Recorded for the renewal; the first of the token makes it usable.
    const held = heldBy(renewal, input, means);
    await tx.renewals.update(held);
    const { challenge, provenAt } = chosen;
    const proven = { renewalId: renewal.id, challenge, at: means.clock.now() };
    if (provenAt === null && (await tx.tokenPresences.prove(proven))) {
      await audit('token-proven', subject);
      await changeApplication(means, tx, { event: 'device-proved', application, audit });
    }
    return describeRenewal(means, tx, {
      renewal: { ...held, version: held.version + 1 },
      actor,
      windowId: input.windowId,
      resumed: true,
    });
  });
  // The mismatch is recorded also as it is refused.
  if (answer instanceof Refusal) throw answer;
  return answer;
}

async function gather(means: Means, tx: RegisterTransaction, input: Proof) {
  const own = await ownToken(means, tx, input);
  const presence = await tx.tokenPresences.ofRenewal(own.renewal.id);
  return { ...own, chosen: mustHold(presence, own.token, means.clock.now()) };
}
