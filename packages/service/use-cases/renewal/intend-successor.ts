import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { expiryDateOfSuccessor } from '@koshin/lifecycle/certificates/term.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decideRequest } from '@koshin/lifecycle/renewal/decide.ts';
import type { RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Actor } from '../actor.ts';
import { auditOf } from '../audit.ts';
import { type Intended, intendCertificate } from '../issuance/intend-certificate.ts';
import type { RequestedKey } from '../issuance/read-request.ts';
import type { Means } from '../means.ts';
import { keysRecordedToday } from './keys-today.ts';

/**
 * What a request's key leads to in a renewal: the certificate it has already, or a new intent. The same for a browser
 * and for a machine, so that both live by the same table and limits. Proof of possession was checked before.
 *
 * @param renewal as it is to be written, beside its state, when the key is new
 * @param beforeNewKey what must hold for a new key and was not judged yet; throws a Refusal
 * @returns which certificate is, or will be, in the register
 */
export async function intendSuccessor(
  means: Means,
  tx: RegisterTransaction,
  {
    owner,
    renewal,
    requested: { publicKey, keyDigest },
    beforeNewKey,
  }: {
    readonly owner: Pick<Actor, 'bank' | 'contract' | 'user'>;
    readonly renewal: RenewalRecord;
    readonly requested: RequestedKey;
    readonly beforeNewKey: () => void;
  },
): Promise<Intended> {
  const { bank, contract, user } = owner;
  const { policy } = bank;
  const now = means.clock.now();
  // a. Gather.
  const known = await tx.intents.byKeyDigest(keyDigest);
  const intents = await tx.intents.ofRenewal(renewal.id);
  const keyKnownHere = known?.renewalId === renewal.id;
  // b. Judge.
  const decision = decideRequest({
    state: renewal.state,
    keysToday: keysRecordedToday(intents, now, policy.zone),
    policy,
    keyKnownHere,
    keyKnownElsewhere: known !== null && !keyKnownHere,
  });
  if (!decision.allowed) throw new Refusal(decision);
  if (decision.key === 'same' && known) {
    return { certificateId: known.certificateId, recorded: null };
  }
  beforeNewKey();
  // c. Act.
  const predecessor = await tx.certificates.get(renewal.certificateId);
  if (!predecessor) throw refused('not-found');
  const expiryDate = expiryDateOfSuccessor({
    policy,
    oldExpiryDate: predecessor.expiryDate,
    issuedOn: dayOf(now, policy.zone),
  });
  const key = { publicKey, keyDigest };
  const intended = await intendCertificate(means, tx, {
    bank,
    contract,
    user,
    ...key,
    expiryDate,
    renewalId: renewal.id,
  });
  await tx.renewals.update({ ...renewal, state: decision.next });
  const audit = auditOf(means, tx, owner);
  await audit('certificate-intended', { certificateId: intended.certificateId, renewalId: renewal.id });
  if (decision.key === 'new' && decision.tellBank) await audit('many-keys-in-renewal', { renewalId: renewal.id });
  return intended;
}
