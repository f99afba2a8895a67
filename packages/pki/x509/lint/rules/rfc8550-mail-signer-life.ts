import type { LintRule } from '../rule.ts';

const day = 86_400_000;
const mostDays = 186;

/** RFC 8550 leaves it open; a thief of the key signs as the bank until then for all who look at no CRL, as most readers do. */
export const mailSignerLife: LintRule = {
  name: 'mail-signer-life',
  source: 'RFC 8550 6',
  check: ({ tbs, profile }) => {
    const days = (tbs.notAfter - tbs.notBefore) / day;
    if (profile !== 'mail-signer' || days <= mostDays) return undefined;
    return { expected: `a mail signer of at most ${mostDays} days`, got: `${Math.ceil(days)} days` };
  },
};
