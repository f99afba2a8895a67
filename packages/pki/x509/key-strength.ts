import type { RsaPublicKey, SubjectPublicKeyInfo } from './public-key.ts';
import { hasCloseFactors, hasRocaFingerprint, hasSmallFactor } from './rsa-modulus.ts';

/** Why a key is not good enough, in the order in which it is looked for. */
export const weakKeyRules = [
  'rsa-modulus-too-short',
  'rsa-modulus-too-long',
  'rsa-modulus-length-uneven',
  'rsa-modulus-even',
  'rsa-exponent-too-small',
  'rsa-exponent-even',
  'rsa-exponent-too-large',
  'rsa-modulus-small-factor',
  'rsa-roca',
  'rsa-close-factors',
] as const;

export type WeakKeyRule = (typeof weakKeyRules)[number];
export type KeyJudgement = { readonly strong: true } | { readonly strong: false; readonly rule: WeakKeyRule };

/** CRYPTREC ends 112-bit strength for new use by 2030: customers may still bring RSA-2048, a CA may not. */
const minimumBits = { client: 2_048, ca: 3_072 } as const;
const maximumBits = 8_192;

/** Windows keeps the exponent in 32 bits (CryptoAPI RSAPUBKEY); whatever is longer would be refused there. */
const exponentLimit = 2n ** 32n;

interface Rule {
  readonly name: WeakKeyRule;
  readonly broken: (key: RsaPublicKey, purpose: 'client' | 'ca') => boolean;
}

const rules: readonly Rule[] = [
  { name: 'rsa-modulus-too-short', broken: ({ bits }, purpose) => bits < minimumBits[purpose] },
  { name: 'rsa-modulus-too-long', broken: ({ bits }) => bits > maximumBits },
  { name: 'rsa-modulus-length-uneven', broken: ({ bits }) => bits % 8 !== 0 },
  { name: 'rsa-modulus-even', broken: ({ modulus }) => modulus % 2n === 0n },
  { name: 'rsa-exponent-too-small', broken: ({ exponent }) => exponent < 65_537n },
  { name: 'rsa-exponent-even', broken: ({ exponent }) => exponent % 2n === 0n },
  { name: 'rsa-exponent-too-large', broken: ({ exponent }) => exponent >= exponentLimit },
  { name: 'rsa-modulus-small-factor', broken: ({ modulus }) => hasSmallFactor(modulus) },
  { name: 'rsa-roca', broken: ({ modulus }) => hasRocaFingerprint(modulus) },
  { name: 'rsa-close-factors', broken: ({ modulus }) => hasCloseFactors(modulus) },
];

/**
 * Whether a key may be certified for a customer (`client`) or for an issuer (`ca`): P-256 and P-384 always, RSA from
 * 2,048 (`ca`: 3,072) to 8,192 bits with an odd exponent from 65,537 up (NIST SP 800-89 5.3.3) and a modulus without
 * the marks of a broken generator. The rules are those of the CA/Browser Forum's Baseline Requirements 6.1.1.3 and 6.1.6.
 */
export function judgeKey(key: SubjectPublicKeyInfo, { purpose }: { purpose: 'client' | 'ca' }): KeyJudgement {
  if (key.kind !== 'RSA') return { strong: true };
  const broken = rules.find((rule) => rule.broken(key, purpose));
  return broken ? { strong: false, rule: broken.name } : { strong: true };
}
