import type { HeldCertificate } from '@koshin/lifecycle/acquisition/line-of-certificates.ts';
import { certificateStatus } from '@koshin/lifecycle/certificates/status.ts';
import type { Acquisition, Bank, CertificateId, CertificateRecord, User } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import type { Means } from '../means.ts';

/** All certificates of a user, by their ids, and what ties them together. */
export interface Holding {
  readonly records: ReadonlyMap<CertificateId, CertificateRecord>;
  readonly held: readonly HeldCertificate[];
}

export async function holdingOf(
  { clock }: Pick<Means, 'clock'>,
  tx: RegisterView,
  { user, bank }: { readonly user: Pick<User, 'id'>; readonly bank: Pick<Bank, 'policy'> },
): Promise<Holding> {
  const records = await tx.certificates.ofUser(user.id);
  const codes = await tx.acquisitions.ofUser(user.id);
  const held: HeldCertificate[] = [];
  for (const record of records) {
    const issuer = await tx.issuers.get(record.issuerId);
    const renewal = record.renewalId && (await tx.renewals.get(record.renewalId));
    held.push({
      id: record.id,
      // What a revoked CA has signed is accepted nowhere.
      status: issuer?.revocation ? 'revoked' : certificateStatus(record, clock.now(), bank.policy.zone),
      replaced: record.retiresAt !== null,
      expiryDate: record.expiryDate,
      insteadOf: renewal ? renewal.certificateId : (codeThatGave(record, codes)?.reissue?.certificateId ?? null),
    });
  }
  return { records: new Map(records.map((record) => [record.id, record])), held };
}

/** The code for which a certificate was given; null where it came in another way. */
export function codeThatGave(
  { keyDigest }: Pick<CertificateRecord, 'keyDigest'>,
  codes: readonly Acquisition[],
): Acquisition | null {
  return codes.find(({ used }) => used?.keyDigest === keyDigest) ?? null;
}
