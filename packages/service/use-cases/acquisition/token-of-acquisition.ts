import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { changeApplication } from '../tokens/change-application.ts';
import { type DeviceProof, deviceKeySigned, mustBeAsAsked, mustHold, newChallenge } from '../tokens/device-proof.ts';
import { type OwnTokens, tokensOf } from '../tokens/find-applications.ts';
import { usableToken } from '../tokens/own-token.ts';
import { type BrowserKey, fullAcquirerOf } from './acquirer.ts';
import { type AcquisitionFacts, describeAcquisition } from './describe-acquisition.ts';

type Choice = BrowserKey & { readonly serial: string };

/** Whether the bank has given a token to the user whose code was given in this browser. */
export async function tokensOfAcquirer(means: Means, key: BrowserKey): Promise<OwnTokens> {
  return means.register.read(async (tx) => tokensOf(tx, await fullAcquirerOf(means, tx, key)));
}

/** The customer wants the key of his certificate on this token: as in a renewal (`challengeToken`). */
export async function challengeAcquirersToken(means: Means, input: Choice): Promise<Uint8Array> {
  const challenge = newChallenge(means);
  return means.register.change(async (tx) => {
    const acquirer = await fullAcquirerOf(means, tx, input);
    const { serial } = (await usableToken(tx, { ...acquirer, serial: input.serial })).token;
    const token = { serial, challenge, challengedAt: means.clock.now(), provenAt: null };
    await tx.acquisitions.update({ ...acquirer.acquisition, token });
    return challenge;
  });
}

/** The device key has signed the challenge: as in a renewal (`proveToken`). */
export async function proveAcquirersToken(means: Means, input: Choice & DeviceProof): Promise<AcquisitionFacts> {
  // 1. Who says it of which token, and what that was to sign.
  const asked = await means.register.change((tx) => gather(means, tx, input));
  // 2. Its own key has signed, and nothing else.
  const genuine = await deviceKeySigned(means, { ...asked, proof: input });
  const answer = await means.register.change(async (tx) => {
    // 3. Judged anew: the bank may have suspended it, another window may have asked anew.
    const own = await gather(means, tx, input);
    const { acquirer, token, chosen, application } = own;
    const { acquisition } = acquirer;
    const audit = auditOf(means, tx, acquirer);
    const subject = { acquisitionId: acquisition.id, serial: token.serial };
    if (!genuine) {
      await audit('token-proof-mismatch', subject);
      return refused('token-device-key-missing', { tokenSerialTail: token.serial.slice(-4) });
    }
    mustBeAsAsked(asked, own);
    // 4. Recorded for the certificate of this code; the first of the token makes it usable.
    if (chosen.provenAt === null) {
      const proven = { ...acquisition, token: { ...chosen, provenAt: means.clock.now() } };
      await tx.acquisitions.update(proven);
      await audit('token-proven', subject);
      await changeApplication(means, tx, { event: 'device-proved', application, audit });
    }
    return describeAcquisition(means, tx, acquirer);
  });
  // The mismatch is recorded also as it is refused.
  if (answer instanceof Refusal) throw answer;
  return answer;
}

async function gather(means: Means, tx: RegisterTransaction, input: Choice) {
  const acquirer = await fullAcquirerOf(means, tx, input);
  const usable = await usableToken(tx, { ...acquirer, serial: input.serial });
  return { acquirer, ...usable, chosen: mustHold(acquirer.acquisition.token, usable.token, means.clock.now()) };
}
