import { type Certificate, parseCertificate } from '@koshin/pki/x509/certificate.ts';
import { commonNameOf } from '@koshin/pki/x509/name.ts';
import type { Issuer } from '../../ports/register/records.ts';

const parsed = new Map<string, Certificate>();

/** The issuer's own certificate; it never changes, so it is read once. */
export function issuerCertificate(issuer: Issuer): Certificate {
  const known = parsed.get(issuer.id);
  if (known) return known;
  const certificate = parseCertificate(issuer.certificateDer);
  parsed.set(issuer.id, certificate);
  return certificate;
}

/** Its CN, as a browser's chooser shows it. */
export function issuerName(issuer: Issuer): string {
  return commonNameOf(issuerCertificate(issuer).subject) ?? '';
}
