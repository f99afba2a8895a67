import type { VerifySignature } from '@koshin/pki/x509/signature-algorithms.ts';

/** The mathematics that `pki` is given: pure functions, any number at the same time. */
export interface Mathematics {
  readonly verify: VerifySignature;
  readonly sha256: (data: Uint8Array) => Uint8Array<ArrayBuffer>;
  /** Only where a format names things by it (OCSP: RFC 6960 4.1.1, 4.2.1); nothing is signed or trusted by it. */
  readonly sha1: (data: Uint8Array) => Uint8Array<ArrayBuffer>;
}
