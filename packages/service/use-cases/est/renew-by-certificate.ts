import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import { decide, decideStart } from '@koshin/lifecycle/renewal/decide.ts';
import { namesTheSame } from '@koshin/pki/pkcs10/same-identity.ts';
import type { RenewalRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction } from '../../ports/register/register.ts';
import { auditOf } from '../audit.ts';
import type { Intended } from '../issuance/decide-certificate.ts';
import { type ReadRequest, readRequest } from '../issuance/read-request.ts';
import { type Signed, signedOrPending } from '../issuance/signed-or-pending.ts';
import type { Means } from '../means.ts';
import { presentedChain } from '../presentation/known-issuers.ts';
import type { PresentedChain } from '../presentation/verify-chain.ts';
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
  // 2. Which CA of ours signed what is presented?
  if (input.certificateDer === null) throw refused('certificate-not-presented');
  const chain = await presentedChain(means, input.certificateDer);
  // 3. Decide, and record the intent. Where the certificate is all that is needed its holder is judged in the same change;
  // else he is authenticated first, which may be his certificate's proof, whatever becomes of the request.
  const asked = { input, chain, requested };
  const outcome = (await recordAtOnce(means, asked)) ?? (await recordAuthenticated(means, asked));
  // The end of the window is recorded also when the request is refused for it.
  if (outcome instanceof Refusal) throw outcome;
  // 4. Sign what was recorded; the certificate is committed before it is answered.
  return signedOrPending(means, outcome);
}

interface Asked {
  readonly input: Shown & { readonly sameNames: boolean };
  readonly chain: PresentedChain;
  readonly requested: ReadRequest;
}

/** Null, and nothing happened: it takes more than the certificate, or the certificate is to be refused. */
async function recordAtOnce(means: Means, asked: Asked): Promise<Intended | Refusal | null> {
  const { input, chain } = asked;
  if (chain.issuer === null) return null;
  return means.register.change(async (tx) => {
    const judged = await judgeHolder(means, tx, { bankId: input.bankId, chain });
    return judged.accepted && needsNothingElse(judged.holder) ? intend(means, tx, judged.holder, asked) : null;
  });
}

async function recordAuthenticated(means: Means, asked: Asked): Promise<Intended | Refusal> {
  const { input, chain } = asked;
  await authenticate(means, input);
  return means.register.change(async (tx) => {
    const judged = await judgeHolder(means, tx, { bankId: input.bankId, chain });
    return judged.accepted ? intend(means, tx, judged.holder, asked) : new Refusal(judged.refusal);
  });
}

/** A machine whose certificate was used before: a first use is its proof, and a person has a password to give. */
function needsNothingElse({ user, certificate }: Holder): boolean {
  return user.passwordHash === null && certificate.state === 'active';
}

/** What the request says must fit the certificate. */
function misfit({ certificate }: Holder, { input, chain, requested }: Asked): Refusal | null {
  if (input.sameNames && !(chain.certificate && namesTheSame(requested.request, chain.certificate))) {
    return refused('csr-subject-differs', {}, { expected: 'the names of the presented certificate', got: 'others' });
  }
  if (requested.keyDigest !== certificate.keyDigest) return null;
  return refused('key-already-used', {}, { expected: 'a new key', got: 'the presented certificate’s own' });
}

async function intend(
  means: Means,
  tx: RegisterTransaction,
  holder: Holder,
  asked: Asked,
): Promise<Intended | Refusal> {
  const { requested } = asked;
  const wrong = misfit(holder, asked);
  if (wrong) return wrong;
  // a. A key that this certificate's renewal knows is answered with its own certificate, also when all is proven.
  const [known, live] = await Promise.all([
    tx.intents.byKeyDigest(requested.keyDigest),
    tx.renewals.liveOf(holder.certificate.id),
  ]);
  const ofKey = known?.renewalId ? await tx.renewals.get(known.renewalId) : null;
  if (ofKey?.certificateId === holder.certificate.id) return answer(ofKey);
  // b. Judge the window, and what is live.
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
    return intendSuccessor(means, tx, { owner: holder, renewal, requested, known, beforeNewKey: () => {} });
  }
}
