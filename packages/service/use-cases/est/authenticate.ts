import { Refusal, refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId } from '../../ports/register/records.ts';
import { checkPassword } from '../login/check-password.ts';
import type { Means } from '../means.ts';
import { presentedChain } from '../presentation/known-issuers.ts';
import type { PresentedChain } from '../presentation/verify-chain.ts';
import { proveCertificate } from '../prove-certificate.ts';
import { type Holder, type HolderJudgement, judgeHolder } from './judge-holder.ts';

/** What came with a request to show whose it is. */
export interface Shown {
  readonly bankId: BankId;
  /** Of the TLS handshake; null when none was sent. */
  readonly certificateDer: Uint8Array | null;
  /** Of HTTP Basic (RFC 7617). */
  readonly basic: { readonly loginId: string; readonly password: string } | null;
}

/**
 * Accepts the certificate of a TLS handshake for EST, as login accepts it. A machine has no login password: its
 * certificate is all it shows. A person has one and gives it by HTTP Basic too, as a certificate alone never was enough
 * for him: who stole key and certificate renews nothing and proves nothing with them.
 *
 * The first time that a new certificate is accepted here is its proof (R20): its predecessor is retired after the
 * overlap. Refuses what `judgePresentation` refuses, `password-mismatch` and `login-locked`.
 */
export async function authenticate(means: Means, { bankId, certificateDer, basic }: Shown): Promise<Holder> {
  if (certificateDer === null) throw refused('certificate-not-presented');
  // 1. Who signed it, and is it accepted here and now? In a look, which waits for nobody and is waited for by nobody.
  const chain = await presentedChain(means, certificateDer);
  const judged = await means.register.read((tx) => judgeHolder(means, tx, { bankId, chain }));
  if (!judged.accepted) {
    // What none of our CAs signed is nobody's: keeping it would let strangers fill the log.
    if (chain.issuer !== null) await keepRefusal(means, bankId, judged);
    throw new Refusal(judged.refusal);
  }
  // 2. The second factor of those who have one.
  const { bank, user } = judged.holder;
  if (user.passwordHash !== null) {
    if (basic?.loginId !== user.loginId) throw refused('password-mismatch', { passwordNeeded: true });
    await checkPassword(means, { user, bank, password: basic.password });
  }
  // 3. Its first use proves it.
  const { holder } = judged;
  return holder.certificate.state === 'issued' ? prove(means, bankId, chain) : holder;
}

async function prove(means: Means, bankId: BankId, chain: PresentedChain): Promise<Holder> {
  return means.register.change(async (tx) => {
    const judged = await judgeHolder(means, tx, { bankId, chain });
    if (!judged.accepted) throw new Refusal(judged.refusal);
    await proveCertificate(means, tx, judged.holder);
    const certificate = await tx.certificates.get(judged.holder.certificate.id);
    return certificate ? { ...judged.holder, certificate } : judged.holder;
  });
}

/** Who presented what in vain is kept, as at login. */
async function keepRefusal(
  means: Means,
  bankId: BankId,
  { refusal, record }: HolderJudgement & { readonly accepted: false },
): Promise<void> {
  await means.register.change((tx) =>
    tx.audit.append({
      at: means.clock.now(),
      bankId,
      act: 'presentation-refused',
      actor: { kind: 'customer', id: record?.userId ?? null },
      subject: { purpose: 'est', certificateId: record?.id ?? null, code: refusal.code },
      refNo: null,
    }),
  );
}
