import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, CertificateId, CertificateRecord } from '../ports/register/records.ts';
import { actorOf, type SessionKey } from './actor.ts';
import { type CertificateFacts, describeCertificate } from './describe-certificate.ts';
import { chainOf } from './issuance/chain-of.ts';
import type { Means } from './means.ts';

/** Everything about the actor's certificates (`cert.status`), the latest expiry first. */
export async function listCertificates(means: Means, key: SessionKey): Promise<readonly CertificateFacts[]> {
  return means.register.read(async (tx) => {
    const actor = await actorOf(means, tx, key);
    const certificates = await tx.certificates.ofUser(actor.user.id);
    return Promise.all(certificates.map((one) => describeCertificate(means, tx, one, actor)));
  });
}

export interface Delivered {
  readonly certificate: CertificateRecord;
  /** DER of the issuing CA first, of the root last. */
  readonly chain: readonly Uint8Array[];
}

/** The actor's own certificate, to be installed or saved once more. Anybody else's is `not-found`. */
export async function deliverCertificate(
  means: Means,
  key: SessionKey & { readonly certificateId: CertificateId },
): Promise<Delivered> {
  return means.register.read(async (tx) => {
    const { user } = await actorOf(means, tx, key);
    const certificate = await tx.certificates.get(key.certificateId);
    if (certificate?.userId !== user.id) throw refused('not-found');
    return { certificate, chain: await chainOf(tx, certificate.issuerId) };
  });
}

export interface LookUp {
  readonly companyName: string;
  readonly userName: string;
  readonly certificates: readonly CertificateFacts[];
}

/**
 * What is registered, for who presented no certificate but knows login ID and password (`present.none`).
 *
 * An unknown ID is answered like a wrong password and takes as long. A mismatch does not count against the login's
 * tries: they can be used up only by who holds the certificate, or strangers could lock customers out. The edge limits
 * this by login ID and address instead.
 */
export async function lookUpCertificates(
  means: Means,
  input: { readonly bankId: BankId; readonly loginId: string; readonly password: string },
): Promise<LookUp> {
  const user = await means.register.read((tx) => tx.users.byLoginId(input));
  const matches = await means.passwords.verify({ password: input.password, hash: user?.passwordHash ?? null });
  await means.register.change(async (tx) => {
    if (!(await tx.banks.get(input.bankId))) throw refused('not-found');
    await tx.audit.append({
      at: means.clock.now(),
      bankId: input.bankId,
      act: 'certificates-looked-up',
      actor: { kind: 'customer', id: user?.id ?? null },
      subject: { matched: matches },
      refNo: null,
    });
  });
  if (!user || !matches) throw refused('password-mismatch');
  return means.register.read(async (tx) => {
    const bank = await tx.banks.get(user.bankId);
    const contract = await tx.contracts.get(user.contractId);
    if (!bank || !contract) throw refused('not-found');
    const certificates = await tx.certificates.ofUser(user.id);
    return {
      companyName: contract.companyName,
      userName: user.name,
      certificates: await Promise.all(
        certificates.map((one) => describeCertificate(means, tx, one, { bank, contract, user })),
      ),
    };
  });
}
