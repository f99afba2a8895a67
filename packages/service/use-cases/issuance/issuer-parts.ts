import { type IssuerParts, prepareIssuer } from '@koshin/pki/x509/profiles/issuer-parts.ts';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import type { CrlKey, Issuer } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { issuerCertificate } from './issuer-certificate.ts';

const prepared = new Map<string, IssuerParts>();

/**
 * What all certificates of an issuer and a shard have in common, serialised once: name, key identifier, and the addresses
 * of CRL, OCSP responder and CA certificate. A CA's own certificate is in the first shard of its issuer.
 */
export function issuerParts({ statusUrl }: Pick<Means, 'statusUrl'>, issuer: Issuer, shard = 0): IssuerParts {
  const key = `${issuer.id} ${shard} ${statusUrl}`;
  const known = prepared.get(key);
  if (known) return known;
  const certificate = issuerCertificate(issuer);
  const { subjectKeyIdentifier } = certificate.extensions;
  if (subjectKeyIdentifier === undefined) throw new Error(`issuer ${issuer.id} has no subject key identifier`);
  const parts = prepareIssuer({
    signatureAlgorithm: algorithmFor(certificate.publicKey),
    name: certificate.subject.der,
    authorityKeyIdentifier: subjectKeyIdentifier,
    crlUrl: crlUrl({ statusUrl }, { issuerId: issuer.id, shard }),
    caIssuersUrl: `${statusUrl}/ca/${issuer.id}.crt`,
    ocspUrl: `${statusUrl}/ocsp/${issuer.id}`,
  });
  prepared.set(key, parts);
  return parts;
}

/** Where the status role hands out a CRL. */
export function crlUrl({ statusUrl }: Pick<Means, 'statusUrl'>, { issuerId, shard }: CrlKey): string {
  return `${statusUrl}/crl/${issuerId}/${shard}.crl`;
}

/** The digest goes with the key's strength (RFC 5758 3.2, NIST SP 800-57 part 1 table 3). */
export function algorithmFor(publicKey: { readonly kind: 'P-256' | 'P-384' | 'RSA' }): SignatureAlgorithm {
  if (publicKey.kind === 'P-256') return 'ecdsa-with-SHA256';
  return publicKey.kind === 'P-384' ? 'ecdsa-with-SHA384' : 'sha256WithRSAEncryption';
}
