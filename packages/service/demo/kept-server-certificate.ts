import { X509Certificate } from 'node:crypto';
import { encodePem } from '@koshin/pki/pem/pem.ts';
import type { Issuer } from '../ports/register/records.ts';
import type { Means } from '../use-cases/means.ts';
import type { DemoFolder } from './demo-folder.ts';
import { isDueForRenewal, issueServerCertificate, type ServerCertificateRequest } from './server-certificate.ts';

/** Both PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

/**
 * The demo's certificate for a domain: the kept one while it has a month left, else a new one.
 * Key and certificate stand in one file, so that they are always of a pair.
 */
export async function keptServerCertificate(
  means: Means,
  { folder, ...asked }: ServerCertificateRequest & { readonly folder: DemoFolder },
): Promise<KeyAndCertificate> {
  const { root, domain } = asked;
  const path = `tls/${domain}.pem`;
  const kept = split(new TextDecoder().decode((await folder.read(path)) ?? new Uint8Array()));
  if (kept && isGood(kept, { means, root })) return kept;
  const issued = await issueServerCertificate(means, asked);
  const made = { key: encodePem('PRIVATE KEY', issued.privateKey), cert: encodePem('CERTIFICATE', issued.certificate) };
  await folder.write(path, new TextEncoder().encode(made.key + made.cert));
  return made;
}

function split(text: string): KeyAndCertificate | null {
  const begin = text.indexOf('-----BEGIN CERTIFICATE-----');
  return begin < 0 ? null : { key: text.slice(0, begin), cert: text.slice(begin) };
}

function isGood({ cert }: KeyAndCertificate, { means, root }: { means: Means; root: Issuer }): boolean {
  const kept = new X509Certificate(cert);
  const issuedHere = kept.verify(new X509Certificate(root.certificateDer).publicKey);
  return issuedHere && !isDueForRenewal({ notAfter: kept.validToDate.getTime() }, means.clock.wallClock());
}
