import type { Instant } from '@koshin/lifecycle/calendar/instant.ts';
import type { BankId, MailCertificate } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';
import { chainOf } from '../issuance/chain-of.ts';
import { isWithin } from './terms.ts';

/** Of the bank's own CA, which renews itself, or brought in from elsewhere. */
export type MailCertificateSource = 'own-ca' | 'imported';

export interface MailSigner {
  readonly keyName: string;
  /** DER: its own certificate, then those of the CAs above it. */
  readonly certificatesDer: readonly [Uint8Array, ...Uint8Array[]];
  readonly notBefore: Instant;
  readonly notAfter: Instant;
}

/** Who signs a bank's mails dated `at`: the newest that is valid then and was not revoked; null: nobody. */
export async function findMailSigner(
  tx: RegisterView,
  asked: {
    readonly bankId: BankId;
    readonly address: string;
    readonly source: MailCertificateSource;
    readonly at: Instant;
  },
): Promise<MailSigner | null> {
  for (const one of await tx.mailCertificates.ofBank(asked.bankId)) {
    const { certificateDer, keyName, notBefore, notAfter, issuance } = one;
    if (certificateDer === null || sourceOf(one) !== asked.source || one.address !== asked.address) continue;
    if (!isWithin(one, asked.at) || (await isRevoked(tx, one))) continue;
    const above = issuance === null ? one.above : await chainOf(tx, issuance.issuerId);
    return { keyName, certificatesDer: [certificateDer, ...above], notBefore, notAfter };
  }
  return null;
}

export function sourceOf({ issuance }: Pick<MailCertificate, 'issuance'>): MailCertificateSource {
  return issuance === null ? 'imported' : 'own-ca';
}

/** By its issuer, or with it; whether one from elsewhere was revoked is not known here. */
export async function isRevoked(tx: RegisterView, { issuance, serial }: MailCertificate): Promise<boolean> {
  if (issuance === null) return false;
  if ((await tx.issuers.get(issuance.issuerId))?.revocation) return true;
  return (await tx.revokedAuthorities.ofIssuer(issuance.issuerId)).some((one) => one.serial === serial);
}
