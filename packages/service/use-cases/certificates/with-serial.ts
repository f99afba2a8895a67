import type { CertificateRecord } from '../../ports/register/records.ts';
import type { RegisterView } from '../../ports/register/register.ts';

/**
 * Every certificate with this serial number: of each CA at most one, and numbers of 128 random bits do not meet.
 * @param serial lower-case hex
 */
export async function withSerial(tx: RegisterView, serial: string): Promise<readonly CertificateRecord[]> {
  const found: CertificateRecord[] = [];
  for (const { id } of await tx.issuers.all()) {
    const certificate = await tx.certificates.bySerial({ issuerId: id, serial });
    if (certificate) found.push(certificate);
  }
  return found;
}
