import type { SignatureAlgorithm } from '../x509/signature-algorithms.ts';

/** What a CA's key, a key that speaks for it, or a bank's mail key puts its signature under. */
export type SignableKind =
  | 'certificate'
  | 'crl'
  | 'ocsp-response'
  | 'audit-checkpoint'
  | 'certification-request'
  | 'signed-attributes';

/** Whoever holds one holds bytes of this kind that passed every rule and have not changed since. */
class Signable<Kind extends SignableKind> {
  readonly accepted = true;
  readonly kind: Kind;
  /** What the bytes say they will be signed with. */
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(kind: Kind, bytes: Uint8Array<ArrayBuffer>, signatureAlgorithm: SignatureAlgorithm) {
    this.kind = kind;
    this.#bytes = bytes;
    this.signatureAlgorithm = signatureAlgorithm;
  }

  /** The to-be-signed bytes: a copy each time, so that nobody can alter what was accepted. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes);
  }
}

/** Bytes that a signer takes. The class itself is not exported: only {@link signable} makes one. */
export type SignableBytes<Kind extends SignableKind = SignableKind> = Signable<Kind>;

/** For the `accept-*.ts` of `pki` alone, which apply the rules (held by `tests/architecture`). */
export function signable<Kind extends SignableKind>(
  kind: Kind,
  { bytes, signatureAlgorithm }: { bytes: Uint8Array<ArrayBuffer>; signatureAlgorithm: SignatureAlgorithm },
): SignableBytes<Kind> {
  return new Signable(kind, bytes, signatureAlgorithm);
}
