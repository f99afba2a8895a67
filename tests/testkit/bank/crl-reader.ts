import { type CertificateList, parseCertificateList } from '@koshin/pki/crl/certificate-list.ts';
import { parseCertificate } from '@koshin/pki/x509/certificate.ts';
import type { CertificateRecord, Issuer } from '@koshin/service/ports/register/records.ts';
import type { Means } from '@koshin/service/use-cases/means.ts';

type Reading = Pick<Means, 'register' | 'mathematics' | 'statusUrl'>;

/** What a reader gets of an issuer's CRL now, its signature verified; null: there is none. */
export async function readCrl(means: Reading, issuer: Issuer, shard = 0): Promise<CertificateList | null> {
  const published = await means.register.read((tx) => tx.crls.published({ issuerId: issuer.id, shard }));
  if (!published) return null;
  const list = parseCertificateList(published.der);
  const verified = await means.mathematics.verify({
    algorithm: list.signatureAlgorithm,
    publicKey: parseCertificate(issuer.certificateDer).publicKey.der,
    data: list.tbs,
    signature: list.signature,
  });
  if (!verified) throw new Error('a CRL was published whose signature does not verify');
  return list;
}

/** What the CRL that a certificate names says of it, as a reader would find out; null: nothing. */
export async function crlEntryOf(means: Reading, certificate: Pick<CertificateRecord, 'der' | 'serial'>) {
  const [url = ''] = parseCertificate(certificate.der).extensions.crlUrls ?? [];
  const [, issuerId, shard] = /\/crl\/([0-9a-f]{32})\/(\d+)\.crl$/.exec(url) ?? [];
  const issuer = await means.register.read((tx) => tx.issuers.get(issuerId ?? ''));
  const list = issuer && (await readCrl(means, issuer, Number(shard)));
  if (!list) throw new Error(`there is no CRL at ${url}`);
  const point = list.extensions.issuingDistributionPoint;
  if (point && !point.urls.includes(url)) throw new Error(`the CRL at ${url} is about ${point.urls}`);
  return list.entries.find(({ serialNumber }) => serialNumber === certificate.serial) ?? null;
}
