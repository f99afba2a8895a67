import { type Instant, minutes, plusSeconds } from '@koshin/lifecycle/calendar/instant.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { sameOctets } from '@koshin/pki/der/octets.ts';
import type { ChosenToken, Token } from '../../ports/register/token-records.ts';
import type { Means } from '../means.ts';

const challengeLasts = minutes(10);

/** What a customer's side says of the token that is plugged in. */
export interface DeviceProof {
  /** DER of ECDSA-Sig-Value (RFC 3279 2.2.3). */
  readonly signature: Uint8Array;
  /** What the device key signs for a challenge. */
  readonly proofBytes: (challenge: Uint8Array) => Uint8Array<ArrayBuffer>;
}

/** Fresh octets for a token's device key to sign. */
export function newChallenge({ chance }: Pick<Means, 'chance'>): Uint8Array {
  return chance.bytes(32);
}

/** Refuses `attempt-expired` without a challenge of this token that still holds. */
export function mustHold(chosen: ChosenToken | null, { serial }: Token, now: Instant): ChosenToken {
  if (chosen?.serial === serial && now <= plusSeconds(chosen.challengedAt, challengeLasts)) return chosen;
  throw refused('attempt-expired', {}, { expected: 'a challenge of this token, ten minutes old at most' });
}

/** Whether the token's own key has signed the challenge, and nothing else. */
export async function deviceKeySigned(
  { mathematics }: Pick<Means, 'mathematics'>,
  { token, chosen, proof }: { readonly token: Token; readonly chosen: ChosenToken; readonly proof: DeviceProof },
): Promise<boolean> {
  return mathematics.verify({
    algorithm: 'ecdsa-with-SHA256',
    publicKey: new Uint8Array(token.deviceKey),
    data: proof.proofBytes(chosen.challenge),
    signature: new Uint8Array(proof.signature),
  });
}

interface Asked {
  readonly token: Token;
  readonly chosen: ChosenToken;
}

/** Refuses `changed-meanwhile` where another window has asked anew, or the bank has exchanged the token. */
export function mustBeAsAsked(asked: Asked, now: Asked): void {
  const same =
    sameOctets(now.chosen.challenge, asked.chosen.challenge) && sameOctets(now.token.deviceKey, asked.token.deviceKey);
  if (!same) throw refused('changed-meanwhile');
}
