import type { RevocationReason } from '@koshin/lifecycle/certificates/revocation.ts';
import { refused } from '@koshin/lifecycle/refusals/refusal.ts';
import type { BankId } from '../../ports/register/records.ts';
import { systemAuditOf } from '../audit.ts';
import type { Means } from '../means.ts';
import { publishCrlOf } from '../revocation/publish-crl-of.ts';
import { destroyEndedKeys } from './destroy-ended-keys.ts';

/** Those that both tables of reasons have. */
export const mailRevocationReasons = [
  'unspecified',
  'key-compromise',
  'affiliation-changed',
  'superseded',
  'cessation',
] as const satisfies readonly RevocationReason[];

/**
 * Revokes a certificate for mails that the bank's own CA issued: it signs no mail any more, CRL and OCSP tell its readers,
 * and its key is destroyed. Doing it again changes nothing.
 * Refuses `not-found` for one that is not there, or that another CA must revoke.
 *
 * @returns whether it had been revoked before
 */
export async function revokeMailCertificate(
  means: Means,
  asked: {
    readonly bankId: BankId;
    readonly number: number;
    readonly reason: (typeof mailRevocationReasons)[number];
  },
): Promise<boolean> {
  const { bankId, number, reason } = asked;
  // 1. Revoke it.
  const { issuerId, before } = await means.register.change(async (tx) => {
    const found = (await tx.mailCertificates.ofBank(bankId)).find((one) => one.number === number);
    if (!found?.issuance) {
      const got = found ? 'one of another CA, which revokes it' : 'none of this number';
      throw refused('not-found', { bank: bankId, number }, { expected: "a certificate of the bank's own CA", got });
    }
    const { issuerId } = found.issuance;
    const revoked = { issuerId, serial: found.serial, at: means.clock.now(), reason };
    if (!(await tx.revokedAuthorities.insert(revoked))) return { issuerId, before: true };
    await systemAuditOf(means, tx, bankId)('mail-certificate-revoked', { number, issuerId, reason });
    return { issuerId, before: false };
  });
  // 2. Its CRL; what was acknowledged stays, whether or not that can be made now.
  await publishCrlOf(means, { issuerId, crlShard: 0 });
  // 3. Its key.
  await destroyEndedKeys(means, bankId);
  return before;
}
