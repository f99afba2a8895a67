import { dayOf } from '@koshin/lifecycle/calendar/calendar-day.ts';
import { expiryDateOfSuccessor } from '@koshin/lifecycle/certificates/term.ts';
import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decideRequest } from '@koshin/lifecycle/renewal/decide.ts';
import type { IssuanceIntent, RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import type { Actor } from '../actor.ts';
import { auditOf } from '../audit.ts';
import { decideCertificate, type Intended } from '../issuance/decide-certificate.ts';
import type { RequestedKey } from '../issuance/read-request.ts';
import type { Means } from '../means.ts';
import { keysRecordedToday } from './keys-today.ts';

/**
 * What a request's key leads to in a renewal: the certificate it has already, or a new intent. The same for a browser
 * and for a machine, so that both live by the same table and limits. Proof of possession was checked before.
 *
 * @param known the intent that the register holds of this key
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
    known,
    beforeNewKey,
  }: {
    /** With a certificate of his, which need not be the one that is renewed. */
    readonly owner: Pick<Actor, 'bank' | 'contract' | 'user' | 'certificate'>;
    readonly renewal: RenewalRecord;
    readonly requested: RequestedKey;
    readonly known: IssuanceIntent | null;
    readonly beforeNewKey: () => void;
  },
): Promise<Intended> {
  const { bank, contract, user } = owner;
  const { policy } = bank;
  const now = means.clock.now();
  // a. Gather.
  const recorded = await tx.intents.instantsOf(renewal.id);
  const keyKnownHere = known?.renewalId === renewal.id;
  // b. Judge.
  const decision = decideRequest({
    state: renewal.state,
    keysToday: keysRecordedToday(recorded, now, policy.zone),
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
  const { certificate } = owner;
  const predecessor =
    certificate.id === renewal.certificateId ? certificate : await tx.certificates.get(renewal.certificateId);
  if (!predecessor) throw refused('not-found');
  const expiryDate = expiryDateOfSuccessor({
    policy,
    oldExpiryDate: predecessor.expiryDate,
    issuedOn: dayOf(now, policy.zone),
  });
  const key = { publicKey, keyDigest };
  const renewalId = renewal.id;
  const decided = await decideCertificate(means, tx, { bank, contract, user, ...key, expiryDate, renewalId });
  const { certificateId } = decided.intent;
  const audit = auditOf(means, tx, owner);
  await Promise.all([
    tx.intents.insert(decided.intent),
    tx.renewals.update({ ...renewal, state: decision.next }),
    audit('certificate-intended', { certificateId, renewalId }),
    ...(decision.key === 'new' && decision.tellBank ? [audit('many-keys-in-renewal', { renewalId })] : []),
  ]);
  return { certificateId, recorded: decided };
}
