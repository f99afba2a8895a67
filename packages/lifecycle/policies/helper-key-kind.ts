import type { BankPolicy } from './default-policy.ts';

/** Keys that the helper makes on PCs and tokens, the quickest first; RSA-2048 only for banks that accept nothing else. */
const helperKeyKinds = ['P-256', 'RSA-3072', 'RSA-2048'] as const;

/** Which of them the bank would certify; null: none, so that the helper is of no use to its customers. */
export function helperKeyKindOf({ keyKinds }: Pick<BankPolicy, 'keyKinds'>): (typeof helperKeyKinds)[number] | null {
  return helperKeyKinds.find((kind) => keyKinds.includes(kind)) ?? null;
}
