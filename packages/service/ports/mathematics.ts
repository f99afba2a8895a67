import type { VerifySignature } from '@koshin/pki/x509/signature-algorithms.ts';

/** The mathematics that `pki` is given: pure functions, any number at the same time. */
export interface Mathematics {
  readonly verify: VerifySignature;
  readonly sha256: (data: Uint8Array) => Uint8Array<ArrayBuffer>;
}
