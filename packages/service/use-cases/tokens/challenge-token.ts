import type { Means } from '../means.ts';
import { heldBy } from '../renewal/own-renewal.ts';
import { newChallenge } from './device-proof.ts';
import { ownToken, type TokenKey } from './own-token.ts';

/**
 * The customer wants the key of this renewal on this token: what its device key is to sign, for this renewal and token
 * alone and ten minutes long. It takes the place of one before, also where that was signed. Refuses as `ownToken` does.
 */
export async function challengeToken(means: Means, input: TokenKey): Promise<Uint8Array> {
  const challenge = newChallenge(means);
  return means.register.change(async (tx) => {
    const { renewal, token } = await ownToken(means, tx, input);
    await tx.renewals.update(heldBy(renewal, input, means));
    const { serial } = token;
    await tx.tokenPresences.challenge({ renewalId: renewal.id, serial, challenge, challengedAt: means.clock.now() });
    return challenge;
  });
}
