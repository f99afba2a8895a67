import type { Judgement } from './judge-vector.ts';

/** A vector of which we make something else than Wycheproof, or which Wycheproof leaves to the verifier. */
export interface Difference {
  readonly file: string;
  readonly id: number;
  readonly wycheproof: 'valid' | 'invalid' | 'acceptable';
  readonly ours: Judgement;
}

/** RFC 8017 9.2 spells the octets of DigestInfo, a NULL among them, and 8.2.2 compares octets: none is left to choice. */
const withoutNull = { id: 8, wycheproof: 'acceptable', ours: 'signature' } as const;

/** The signature is right, and verified; a key with the exponent 3 is not certified (Baseline Requirements 6.1.6). */
const exponentOf3 = { wycheproof: 'valid', ours: 'weak-key: rsa-exponent-too-small' } as const;

/** All of them, in the order of the files and of the numbers in them. `docs/rfc-choices.md` says the same in words. */
export const differences: readonly Difference[] = [
  { file: 'rsa-signature-2048-sha256', ...withoutNull },
  { file: 'rsa-signature-2048-sha256', id: 258, ...exponentOf3 },
  { file: 'rsa-signature-2048-sha256', id: 259, ...exponentOf3 },
  { file: 'rsa-signature-2048-sha384', ...withoutNull },
  { file: 'rsa-signature-3072-sha256', ...withoutNull },
  { file: 'rsa-signature-3072-sha256', id: 259, ...exponentOf3 },
  { file: 'rsa-signature-4096-sha256', ...withoutNull },
];
