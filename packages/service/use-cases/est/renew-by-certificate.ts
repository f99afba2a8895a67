import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide, decideStart } from '@koshin/lifecycle/renewal/decide.ts';
import { namesTheSame } from '@koshin/pki/pkcs10/same-identity.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import type { RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Intended } from '../issuance/intend-certificate.ts';
import { type ReadRequest, readRequest } from '../issuance/read-request.ts';
import { type Signed, signedOrPending } from '../issuance/signed-or-pending.ts';
import type { Means } from '../means.ts';
import { beginRenewal, endWithWindow } from '../renewal/begin-renewal.ts';
import { intendSuccessor } from '../renewal/intend-successor.ts';
import { authenticate, type Shown } from './authenticate.ts';
import { type Holder, judgeHolder } from './judge-holder.ts';

/**
 * A machine renews the certificate that it presents (RFC 7030 4.2.2). It is the renewal that a browser goes through:
 * same window, same live renewal, same limits, one certificate per key however often it is asked for, same audit; only
 * that begin, confirmation and request come in one. The subject comes from the register, never from the request.
 *
 * @param input.sameNames whether the request must name who the certificate names, as the RFC wants it for reenrollment
 */
export async function renewByCertificate(
  means: Means,
  input: Shown & { readonly csr: Uint8Array; readonly sameNames: boolean },
): Promise<Signed> {
  // 1. Proof of possession before anything else, and the key must be strong (RFC 2986 4.2).
  const requested = await readRequest(means, input.csr);
  // 2. Whose certificate is it? This may be its proof, whatever becomes of the request.
  const { holder, chain } = await authenticate(means, input);
  // 3. What the request says fits the certificate.
  if (input.sameNames && !namesTheSame(requested.request, parseCertificate(holder.certificate.der))) {
    throw refused('csr-subject-differs', {}, { expected: 'the names of the presented certificate', got: 'others' });
  }
  if (requested.keyDigest === holder.certificate.keyDigest) {
    throw refused('key-already-used', {}, { expected: 'a new key', got: 'the presented certificate’s own' });
  }
  // 4. Decide, and record the intent.
  const outcome = await means.register.change(async (tx) => {
    const judged = await judgeHolder(means, tx, { bankId: input.bankId, chain });
    return judged.accepted ? intend(means, tx, { holder: judged.holder, requested }) : new Refusal(judged.refusal);
  });
  // The end of the window is recorded also when the request is refused for it.
  if (outcome instanceof Refusal) throw outcome;
  // 5. Sign what was recorded; the certificate is committed before it is answered.
  return signedOrPending(means, outcome);
}

async function intend(
  means: Means,
  tx: RegisterTransaction,
  { holder, requested }: { readonly holder: Holder; readonly requested: ReadRequest },
): Promise<Intended | Refusal> {
  // a. A key that this certificate's renewal knows is answered with its own certificate, also when all is proven.
  const known = await tx.intents.byKeyDigest(requested.keyDigest);
  const ofKey = known?.renewalId ? await tx.renewals.get(known.renewalId) : null;
  if (ofKey?.certificateId === holder.certificate.id) return answer(ofKey);
  // b. Judge the window, and what is live.
  const live = await tx.renewals.liveOf(holder.certificate.id);
  const decision = decideStart({
    policy: holder.bank.policy,
    certificate: holder.certificate,
    now: means.clock.now(),
    live: live?.state ?? null,
  });
  if (!decision.allowed) {
    if (live && decision.endLive) await endWithWindow(means, tx, { live, actor: holder });
    return new Refusal(decision);
  }
  // c. Begin, or go on where a machine or a browser left it.
  const certificateId = holder.certificate.id;
  const renewal = live ?? (await beginRenewal(means, tx, { certificateId, windowId: null, actor: holder }));
  return answer(await confirmed(renewal));

  async function confirmed(begun: RenewalRecord): Promise<RenewalRecord> {
    if (begun.state !== 'preparing') return begun;
    const confirm = decide(begun.state, 'confirm');
    if (!confirm.allowed) throw new Refusal(confirm);
    await auditOf(means, tx, holder)('renewal-confirmed', { renewalId: begun.id });
    return { ...begun, state: confirm.next };
  }

  function answer(renewal: RenewalRecord): Promise<Intended> {
    return intendSuccessor(means, tx, { owner: holder, renewal, requested, beforeNewKey: () => {} });
  }
}
