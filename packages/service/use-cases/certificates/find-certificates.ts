import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId, CertificateRecord } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { type CertificateFacts, describeCertificate } from '../describe-certificate.ts';
import type { Means } from '../means.ts';
import { withSerial } from './with-serial.ts';

/** A certificate as the operator at the machine may see it: also whose it is, which CA's, and its octets. */
export interface FoundCertificate {
  readonly facts: CertificateFacts;
  readonly certificate: CertificateRecord;
  readonly loginId: string;
}

/** All of one user, the latest expiry first. Refuses `not-found` {bank} or {bank, loginId}. */
export async function certificatesOfUser(
  means: Means,
  { bankId, loginId }: { readonly bankId: BankId; readonly loginId: string },
): Promise<readonly FoundCertificate[]> {
  return means.register.read(async (tx) => {
    if (!(await tx.banks.get(bankId))) throw refused('not-found', { bank: bankId });
    const user = await tx.users.byLoginId({ bankId, loginId });
    if (!user) throw refused('not-found', { bank: bankId, loginId });
    return describeAll(means, tx, await tx.certificates.ofUser(user.id));
  });
}

/**
 * Every certificate with this serial number; mostly one. Refuses `not-found` {serial}.
 * @param serial lower-case hex
 */
export async function certificatesBySerial(means: Means, serial: string): Promise<readonly FoundCertificate[]> {
  return means.register.read(async (tx) => {
    const found = await withSerial(tx, serial);
    if (found.length === 0) throw refused('not-found', { serial });
    return describeAll(means, tx, found);
  });
}

async function describeAll(
  means: Means,
  tx: RegisterView,
  certificates: readonly CertificateRecord[],
): Promise<readonly FoundCertificate[]> {
  const found: FoundCertificate[] = [];
  for (const certificate of certificates) {
    const bank = await tx.banks.get(certificate.bankId);
    const user = await tx.users.get(certificate.userId);
    const contract = user && (await tx.contracts.get(user.contractId));
    if (!bank || !contract) throw refused('not-found', { certificateId: certificate.id });
    const facts = await describeCertificate(means, tx, certificate, { bank, contract, user });
    found.push({ facts, certificate, loginId: user.loginId });
  }
  return found;
}
