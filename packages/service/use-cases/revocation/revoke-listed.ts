import type { RevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';
import { certificateStatus } from '@koshin/lifecycle/certificates/status.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { CertificateRecord } from '../../ports/register/records.ts';
import type { RegisterTransaction, RegisterView } from '../../ports/register/register.ts';
import { withSerial } from '../certificates/with-serial.ts';
import type { Means } from '../means.ts';
import { publishCrlsOf, unlistedOf } from './publish-crl-of.ts';
import { revokeInRegister } from './revoke-certificate.ts';

/**
 * What became of one serial number: `revoked` by this run; `already-revoked` before it, and the first reason stays;
 * `expired`, where a revocation says nothing any more; `unknown` to every CA here; `ambiguous`, issued by two of them.
 */
export type ListedOutcome = 'revoked' | 'already-revoked' | 'expired' | 'unknown' | 'ambiguous';

export interface ListedCertificate {
  /** Lower-case hex. */
  readonly serial: string;
  readonly outcome: ListedOutcome;
  /** Null where it is not known which one is meant. */
  readonly certificate: CertificateRecord | null;
  /** Whether its CRL says so; null where it is not revoked. */
  readonly listed: boolean | null;
}

/**
 * Revokes the certificates of these serial numbers one after the other, for one reason: each as `revokeCertificate` does
 * and for good, and at the end every CRL that is due, once. What one cannot be done to holds no other up. Cut off in
 * between it is simply run again: what was revoked is passed over, and what its CRL lacks is made up for, by the timer at
 * the latest.
 * @param serials lower-case hex; one that comes twice counts once
 * @param tryOnly says what would become of each, and changes nothing
 */
export async function revokeListed(
  means: Means,
  {
    serials,
    reason,
    operatorId,
    tryOnly,
  }: {
    readonly serials: readonly string[];
    readonly reason: RevocationReason;
    readonly operatorId: string;
    readonly tryOnly: boolean;
  },
): Promise<readonly ListedCertificate[]> {
  // 1. Each for itself, and durable before the next one is begun.
  const done: Omit<ListedCertificate, 'listed'>[] = [];
  for (const serial of new Set(serials)) {
    const asked = { serial, reason, operatorId };
    if (tryOnly) done.push({ serial, ...(await means.register.read((tx) => judge(means, tx, serial))) });
    else done.push({ serial, ...(await means.register.change((tx) => judgeAndRevoke(means, tx, asked))) });
  }
  // 2. Their CRLs, those too that an earlier run was cut off before.
  const revoked = done.flatMap(({ certificate }) => (certificate?.state === 'revoked' ? [certificate] : []));
  if (!tryOnly) await publishCrlsOf(means, revoked);
  // 3. What the CRLs say now.
  const unlisted = await unlistedOf(means, revoked);
  return done.map((one) => {
    const { certificate } = one;
    return { ...one, listed: certificate?.state === 'revoked' ? !unlisted.has(certificate.id) : null };
  });
}

async function judgeAndRevoke(
  means: Means,
  tx: RegisterTransaction,
  { serial, reason, operatorId }: { serial: string; reason: RevocationReason; operatorId: string },
): Promise<Judged> {
  const { outcome, certificate } = await judge(means, tx, serial);
  if (outcome !== 'revoked' || certificate === null) return { outcome, certificate };
  const by = { bankId: certificate.bankId, operatorId };
  const revoked = await revokeInRegister(means, tx, { certificateId: certificate.id, reason, by });
  return { outcome, certificate: revoked.certificate };
}

type Judged = Pick<ListedCertificate, 'outcome' | 'certificate'>;

async function judge(means: Means, tx: RegisterView, serial: string): Promise<Judged> {
  const [certificate, another] = await withSerial(tx, serial);
  if (!certificate) return { outcome: 'unknown', certificate: null };
  if (another) return { outcome: 'ambiguous', certificate: null };
  const bank = await tx.banks.get(certificate.bankId);
  if (!bank) throw refused('not-found', { bank: certificate.bankId });
  const status = certificateStatus(certificate, means.clock.now(), bank.policy.zone);
  if (status === 'revoked') return { outcome: 'already-revoked', certificate };
  return { outcome: status === 'expired' ? 'expired' : 'revoked', certificate };
}
