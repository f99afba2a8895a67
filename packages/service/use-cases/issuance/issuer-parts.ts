import { type IssuerParts, prepareIssuer } from '@koshin/pki/x509/profiles/issuer-parts.ts';
import type { SignatureAlgorithm } from '@koshin/pki/x509/signature-algorithms.ts';
import type { Issuer } from '../../ports/register/records.ts';
import type { Means } from '../means.ts';
import { issuerCertificate } from './issuer-certificate.ts';

const prepared = new Map<string, IssuerParts>();

/**
 * What all certificates of an issuer have in common, serialised once: name, key identifier, and the addresses of its
 * CRL, OCSP responder and certificate. The CRL is sharded later; a certificate's shard is fixed here, now the first.
 */
export function issuerParts({ statusUrl }: Pick<Means, 'statusUrl'>, issuer: Issuer): IssuerParts {
  const key = `${issuer.id} ${statusUrl}`;
  const known = prepared.get(key);
  if (known) return known;
  const certificate = issuerCertificate(issuer);
  const { subjectKeyIdentifier } = certificate.extensions;
  if (subjectKeyIdentifier === undefined) throw new Error(`issuer ${issuer.id} has no subject key identifier`);
  const parts = prepareIssuer({
    signatureAlgorithm: algorithmFor(certificate.publicKey),
    name: certificate.subject.der,
    authorityKeyIdentifier: subjectKeyIdentifier,
    crlUrl: `${statusUrl}/crl/${issuer.id}/0.crl`,
    caIssuersUrl: `${statusUrl}/ca/${issuer.id}.crt`,
    ocspUrl: `${statusUrl}/ocsp/${issuer.id}`,
  });
  prepared.set(key, parts);
  return parts;
}

/** The digest goes with the key's strength (RFC 5758 3.2, NIST SP 800-57 part 1 table 3). */
export function algorithmFor(publicKey: { readonly kind: 'P-256' | 'P-384' | 'RSA' }): SignatureAlgorithm {
  if (publicKey.kind === 'P-256') return 'ecdsa-with-SHA256';
  return publicKey.kind === 'P-384' ? 'ecdsa-with-SHA384' : 'sha256WithRSAEncryption';
}
