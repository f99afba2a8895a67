import { DerError } from '@koshin/pki/der/error.ts';
import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { verifyIssuedBy } from '@koshin/pki/x509/path.ts';
import type { Issuer } from '../../ports/register/records.ts';
import { issuerCertificate } from '../issuance/issuer-certificate.ts';
import type { Means } from '../means.ts';

export interface PresentedChain {
  readonly der: Uint8Array;
  /** As it reads; null: it cannot be read. */
  readonly certificate: Certificate | null;
  /** Lower-case hex. */
  readonly serial: string;
  /** The issuing CA of ours that signed it; null: none of them did. */
  readonly issuer: (Issuer & { readonly bankId: string }) | null;
}

/**
 * Which of our issuing CAs signed what was presented (RFC 5280 6.1, for paths of our own making: each issuing CA was
 * checked against its root when it was recorded). What cannot be read was not issued by us.
 */
export async function verifyChain(
  means: Pick<Means, 'mathematics'>,
  issuers: readonly Issuer[],
  der: Uint8Array,
): Promise<PresentedChain> {
  const certificate = readOrNull(der);
  if (certificate === null) return { der, certificate, serial: '', issuer: null };
  const serial = certificate.serialNumber;
  for (const issuer of issuers) {
    const { bankId } = issuer;
    if (bankId === null) continue;
    const { issued } = await verifyIssuedBy(certificate, issuerCertificate(issuer), means.mathematics.verify);
    if (issued) return { der, certificate, serial, issuer: { ...issuer, bankId } };
  }
  return { der, certificate, serial, issuer: null };
}

function readOrNull(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
