import type { Certificate } from '../../x509/certificate.ts';
import type { Difference } from '../../x509/lint/rule.ts';
import type { SignatureAlgorithm } from '../../x509/signature-algorithms.ts';
import type { IssuerHash } from '../cert-id.ts';
import type { ResponseData } from '../response-data.ts';

/** Who signs, and for whom. */
export interface Responder {
  readonly certificate: Certificate;
  /** SHA-1 of its public key, the content of the BIT STRING (RFC 6960 4.2.1, KeyHash). */
  readonly keyHash: Uint8Array<ArrayBuffer>;
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** The issuer that it speaks for, by every digest we answer to. */
  readonly issuerHashes: readonly IssuerHash[];
}

/** One demand on an answer before it is signed. It answers with the first difference it finds. */
export interface ResponseRule {
  readonly name: string;
  /** Where the demand is written. */
  readonly source: string;
  readonly check: (subject: { data: ResponseData; responder: Responder }) => Difference | undefined;
}
