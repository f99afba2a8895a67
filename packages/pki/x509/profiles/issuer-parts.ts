import { concatOctets } from '../../der/octets.ts';
import { encodeAuthorityInfoAccess } from '../extensions/authority-information-access.ts';
import { encodeCrlDistributionPoints } from '../extensions/crl-distribution-points.ts';
import { encodeAuthorityKeyIdentifier } from '../extensions/key-identifiers.ts';
import type { SignatureAlgorithm } from '../signature-algorithms.ts';

/** What all certificates of one issuer (and one CRL shard) have in common, serialised once. */
export interface IssuerParts {
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** Name in DER. */
  readonly name: Uint8Array<ArrayBuffer>;
  /** Authority key identifier, CRL distribution point and authority information access, encoded in a row. */
  readonly extensions: Uint8Array<ArrayBuffer>;
  /** The first of them alone, for who has neither CRL nor OCSP. */
  readonly authorityKeyIdentifier: Uint8Array<ArrayBuffer>;
}

/** Make it once for an issuer and keep it: every certificate it issues is then built around the same octets. */
export function prepareIssuer(issuer: {
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** The issuer's subject in DER, octet for octet (RFC 5280 4.1.2.4). */
  readonly name: Uint8Array;
  /** The issuer's subject key identifier. */
  readonly authorityKeyIdentifier: Uint8Array;
  /** Where its CRL, or this shard of it, is published. */
  readonly crlUrl: string;
  readonly caIssuersUrl: string;
  readonly ocspUrl: string;
}): IssuerParts {
  const authorityKeyIdentifier = encodeAuthorityKeyIdentifier(issuer.authorityKeyIdentifier);
  return {
    signatureAlgorithm: issuer.signatureAlgorithm,
    name: new Uint8Array(issuer.name),
    authorityKeyIdentifier,
    extensions: concatOctets(
      authorityKeyIdentifier,
      encodeCrlDistributionPoints(issuer.crlUrl),
      encodeAuthorityInfoAccess(issuer),
    ),
  };
}
